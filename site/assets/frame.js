/** The page's frame: its header with language and display settings, the page, its foot. */

import { h } from "./dom.js";
import { set, setting } from "./settings.js";
import { english, wordsOf } from "./words.js";

const t = wordsOf({
  brand: ["安徽继续教育学时", "Anhui hours"],
  skip: ["跳到正文", "Skip to the content"],
  display: ["字号", "Display"],
  displayTitle: ["字号和显示", "Text size and display"],
  size: ["文字大小", "Text size"],
  sizeNormal: ["标准", "Normal"],
  sizeLarge: ["大", "Large"],
  sizeLarger: ["特大", "Larger"],
  theme: ["明暗", "Theme"],
  themeSystem: ["随系统", "System"],
  themeLight: ["浅色", "Light"],
  themeDark: ["深色", "Dark"],
  contrast: ["对比度", "Contrast"],
  contrastNormal: ["一般", "Standard"],
  contrastMore: ["高", "High"],
  moreAbout: ["更多说明", "More"],
  whole: ["打开完整页面", "Open the whole page"],
  docs: ["说明", "Guide"],
  regulation: ["办法原文", "Regulation (Chinese)"],
  readingsPage: ["没写明的地方", "Open readings"],
  privacy: ["隐私", "Privacy"],
  staff: ["全单位的名单", "A whole staff list"],
  footPrivate: ["计算在你的设备上进行，填写的内容不会上传。", "The calculation runs on your device; nothing that you enter is uploaded."],
});

const SETTINGS = /** @type {const} */ ([
  { name: "size", title: "size", values: [["normal", "sizeNormal"], ["large", "sizeLarge"], ["larger", "sizeLarger"]] },
  { name: "theme", title: "theme", values: [[null, "themeSystem"], ["light", "themeLight"], ["dark", "themeDark"]] },
  { name: "contrast", title: "contrast", values: [[null, "themeSystem"], ["normal", "contrastNormal"], ["more", "contrastMore"]] },
]);

/** @param {typeof set} [display] changes a setting, for a page that has more to do then than to draw itself anew */
export function header(display = set) {
  return h("header", { class: "site", key: "site" },
    h("a", { class: "skip", href: "#page", onclick: (/** @type {Event} */ event) => {
      event.preventDefault();
      document.getElementById("page-title")?.focus();
    } }, t("skip")),
    h("div", { class: "inside" },
      h("a", { class: "brand", href: english() ? "../en/" : "../" },
        h("img", { src: "../images/mark.svg", alt: "", width: 32, height: 32 }), h("span", null, t("brand"))),
      language(display),
      h("details", { class: "display" },
        h("summary", { "aria-label": t("displayTitle") }, h("span", { "aria-hidden": "true" }, t("display"))),
        h("div", { class: "sheet" }, SETTINGS.map(({ name, title, values }) => h("fieldset", { key: name },
          h("legend", null, t(title)), segments(name, values, display)))))));
}

/** @param {typeof set} display */
function language(display) {
  return h("button", { type: "button", class: "language", lang: english() ? "zh-CN" : "en",
    onclick: () => display("language", english() ? "zh-CN" : "en") }, english() ? "中文" : "English");
}

/** @param {(typeof SETTINGS)[number]["name"]} name @param {(typeof SETTINGS)[number]["values"]} values @param {typeof set} display */
function segments(name, values, display) {
  return h("div", { class: "segments" }, values.map(([value, word]) => {
    const chosen = (setting(name) ?? (name === "size" ? "normal" : null)) === value;
    return h("button", { type: "button", key: word, "aria-pressed": String(chosen), onclick: () => display(name, value) }, t(word));
  }));
}

/** What stays of header and foot in a frame on somebody else's page: the way to the whole page, language, size. @param {typeof set} display */
export function inFrame(display) {
  const { name, title, values } = SETTINGS[0];
  return h("div", { key: "in-frame", class: "in-frame small" },
    h("a", { href: english() ? "./?lang=en" : "./", target: "_blank", rel: "noopener" }, t("whole")),
    language(display),
    h("div", { role: "group", "aria-label": t(title) }, segments(name, values, display)));
}

/** Closes the display sheet when one turns away from it. @param {(sheet: HTMLElement) => boolean} [when] */
function close(when = () => true) {
  const sheet = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".display[open]"));
  if (sheet && when(sheet)) sheet.open = false;
}

for (const elsewhere of ["pointerdown", "focusin"]) {
  document.addEventListener(elsewhere, ({ target }) => close((sheet) => !sheet.contains(/** @type {Node} */ (target))));
}
document.addEventListener("keydown", ({ key }) => close(() => key === "Escape"));
window.addEventListener("popstate", () => close()); // another page of the same document

/**
 * @param {string} [note] what becomes of the things that a person enters
 * @param {[href: string, text: string][]} [links] further pages
 */
export function footer(note = t("footPrivate"), links = [["../staff/", t("staff")]]) {
  const docs = english() ? "../en/" : "../";
  return h("footer", { class: "foot", key: "foot" },
    h("nav", { "aria-label": t("moreAbout") },
      h("a", { href: docs }, t("docs")), h("a", { href: "../regulation/" }, t("regulation")),
      h("a", { href: `${docs}readings/` }, t("readingsPage")), h("a", { href: `${docs}privacy/` }, t("privacy")),
      links.map(([href, text]) => h("a", { href, key: href }, text))),
    h("p", null, note));
}
