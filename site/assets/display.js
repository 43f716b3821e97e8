/**
 * How a person wants pages to look: language, theme, contrast, size of the text. A classic script in the head, so that
 * a page is painted once, and rightly. Whoever changes a setting stores it and sends the window a `storage` event.
 */
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const contrast = window.matchMedia("(prefers-contrast: more)");

  /** @param {string} name */
  const kept = (name) => {
    try {
      return localStorage.getItem(`display.${name}`);
    } catch {
      return null; // storage is off: every page starts with the defaults
    }
  };

  const apply = () => {
    const asked = new URLSearchParams(location.search).get("lang");
    root.lang = (asked ?? kept("language") ?? "").startsWith("en") ? "en" : "zh-CN";
    root.dataset.theme = kept("theme") ?? (dark.matches ? "dark" : "light");
    root.dataset.contrast = kept("contrast") ?? (contrast.matches ? "more" : "normal");
    root.dataset.size = kept("size") ?? "normal";
    if (window.top !== window) root.dataset.framed = "";
  };

  apply();
  window.addEventListener("storage", apply);
  for (const query of [dark, contrast]) query.addEventListener?.("change", apply);
})();
