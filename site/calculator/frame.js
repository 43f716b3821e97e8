/** The page's frame: its header with language and display settings, the page, its foot. */

import { h } from "../assets/dom.js";
import { english, t } from "./strings.js";

/** @typedef {import("./types.js").Acts} Acts */

const SETTINGS = /** @type {const} */ ([
  { name: "size", title: "size", values: [["normal", "sizeNormal"], ["large", "sizeLarge"], ["larger", "sizeLarger"]] },
  { name: "theme", title: "theme", values: [[null, "themeSystem"], ["light", "themeLight"], ["dark", "themeDark"]] },
  { name: "contrast", title: "contrast", values: [[null, "themeSystem"], ["normal", "contrastNormal"], ["more", "contrastMore"]] },
]);

/** @param {Pick<Acts, "display">} act @param {(name: string) => string | null} kept what is set, by name */
export function header(act, kept) {
  return h("header", { class: "site", key: "site" },
    h("a", { class: "skip", href: "#page", onclick: (/** @type {Event} */ event) => {
      event.preventDefault();
      document.getElementById("page-title")?.focus();
    } }, t("skip")),
    h("div", { class: "inside" },
      h("a", { class: "brand", href: english() ? "../en/" : "../" },
        h("img", { src: "../images/mark.svg", alt: "", width: 32, height: 32 }), h("span", null, t("brand"))),
      h("button", { type: "button", class: "language", lang: english() ? "zh-CN" : "en",
        onclick: () => act.display("language", english() ? "zh-CN" : "en") }, english() ? "中文" : "English"),
      h("details", { class: "display", onkeydown: closed(({ key }) => key === "Escape"), onfocusout: closed(({ relatedTarget, currentTarget }) =>
        relatedTarget !== null && !/** @type {Element} */ (currentTarget).contains(/** @type {Node} */ (relatedTarget))) },
        h("summary", { "aria-label": t("displayTitle") }, h("span", { "aria-hidden": "true" }, t("display"))),
        h("div", { class: "sheet" }, SETTINGS.map(({ name, title, values }) => h("fieldset", { key: name },
          h("legend", null, t(title)),
          h("div", { class: "segments" }, values.map(([value, word]) => {
            const chosen = (kept(name) ?? (name === "size" ? "normal" : null)) === value;
            return h("button", { type: "button", key: word, "aria-pressed": String(chosen), onclick: () => act.display(name, value) }, t(word));
          }))))))));
}

/** Closes the details when something says so. @param {(event: any) => boolean} when */
function closed(when) {
  return (/** @type {Event} */ event) => {
    const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
    if (details.open && when(event)) details.open = false;
  };
}

export function footer() {
  return h("footer", { class: "foot", key: "foot" },
    h("nav", { "aria-label": t("moreAbout") },
      h("a", { href: english() ? "../en/" : "../" }, t("docs")), h("a", { href: "../regulation/" }, t("regulation")),
      h("a", { href: "../readings/" }, t("readingsPage")), h("a", { href: "../privacy/" }, t("privacy")),
      h("a", { href: "../staff/" }, t("staff"))),
    h("p", null, t("footPrivate")));
}
