/** Keeping and handing on: file, text, link, print, and a frame for other sites. */

import { h } from "../assets/dom.js";
import { filledYears, linkOf } from "./carrying.js";
import { codePanel } from "./code.js";
import { isEmpty, yearOf } from "./draft.js";
import { english, t } from "./strings.js";
import { summaryText } from "./texts.js";

const LONGEST_LINK = 4000; // characters; what chats and mail programs cut begins somewhere here

/** Opens a file of years. @param {import("./types.js").Acts} act @param {string} words */
export function fileInput(act, words) {
  return h("label", { class: "file" }, words,
    h("input", {
      type: "file", accept: "application/json,.json",
      onchange: (/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        if (input.files?.[0]) act.importFile(input.files[0]);
        input.value = ""; // the same file may be chosen again
      },
    }));
}

/** The way to the registration, which finds the draft on this device. @param {import("./types.js").App} app */
export function declaring({ draft, borrowed, answer }) {
  if (borrowed || !answer || yearOf(draft).done.length === 0) return null;
  return h("section", { key: "declaring", class: "declaring", "aria-labelledby": "declaring-title" },
    h("h2", { id: "declaring-title" }, t("declareTitle")),
    h("p", { class: "small" }, t("declareText")),
    h("a", { class: "button", href: `../portal/#/${draft.year}/from-calculator` }, t("declareYear", draft.year)));
}

/** @param {import("./types.js").App} app @param {import("./types.js").Acts} act */
export function keeping(app, act) {
  const { draft, catalogue } = app;
  const years = filledYears(draft);
  const filled = years.includes(draft.year);
  const copyLink = () => {
    const link = linkOf(draft, catalogue.rules_version);
    const long = link.length > LONGEST_LINK && t("copiedLinkLong", link.length);
    act.copy(link, long || (years.length > 1 ? t("copiedLinkYear", draft.year) : t("copiedLink")));
  };
  return h("section", { key: "keeping", class: "keeping", "aria-labelledby": "keeping-title" },
    h("h2", { id: "keeping-title" }, t("keepTitle")),
    h("p", { class: "small" }, t(app.borrowed ? "keptNot" : "keptHere")),
    h("div", { class: "tools" },
      filled && app.answer && h("button", { type: "button", onclick: act.print }, t("print")),
      filled && h("button", { type: "button", onclick: copyLink }, t("copyLink")),
      filled && app.answer && h("button", { type: "button", onclick: () => act.copy(summaryText(app), t("copiedText")) }, t("copyText")),
      h("button", { type: "button", onclick: act.exportFile }, t("export")),
      fileInput(act, t("import")),
      !isEmpty(draft) && h("button", { type: "button", class: "danger", onclick: act.clear }, t("clear"))),
    h("p", { class: "hint" }, t("linkHint")),
    filled && codePanel(linkOf(draft, catalogue.rules_version), app.encode, act.loadEncoder),
    h("details", null, h("summary", null, t("embed")),
      h("p", null, t("embedText")),
      h("textarea", { class: "snippet", readonly: true, rows: 3, "aria-label": t("embed"), value: snippet(), spellcheck: "false" })));
}

function snippet() {
  return `<iframe src="${location.origin}${location.pathname}${english() ? "?lang=en" : ""}" title="${t("title")}" width="100%" height="900" allow="clipboard-write"></iframe>`;
}
