/** How a list comes in: dropped, chosen, pasted, or the example; and what is seen while it is assessed. */

import { h } from "../assets/dom.js";
import { say } from "../assets/words.js";
import { called, figure, sample, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */

/** @param {Acts} act @param {string} words @param {string} kind a class beside `file` */
export function fileInput(act, words, kind) {
  return h("label", { class: `file ${kind}` }, words,
    h("input", {
      type: "file", accept: ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      onchange: (/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        const file = input.files?.[0];
        input.value = ""; // the same file may be chosen again, once it is corrected
        if (file) act.open(file);
      },
    }));
}

/** @param {App} app @param {Acts} act */
export function intake(app, act) {
  return [
    h("section", { key: "drop", class: "drop", "aria-labelledby": "drop-title" },
      sheetPicture(),
      h("h2", { id: "drop-title" }, t("dropTitle")),
      fileInput(act, t("dropChoose"), "primary"),
      h("p", { class: "hint" }, t("dropKinds"))),
    h("details", { key: "paste", class: "panel" },
      h("summary", null, t("paste")),
      h("label", { for: "pasted", class: "hint" }, t("pasteLabel")),
      h("textarea", { id: "pasted", rows: 6, spellcheck: "false", autocomplete: "off", wrap: "off", value: app.pasted,
        oninput: (/** @type {Event} */ event) => act.pasting(/** @type {HTMLTextAreaElement} */ (event.target).value) }),
      h("button", { type: "button", onclick: act.paste }, t("pasteGo"))),
    how(act),
  ];
}

/** @param {Acts} act */
function how(act) {
  const [headings, ...rows] = sample();
  return h("section", { key: "how", class: "how", "aria-labelledby": "how-title" },
    h("h2", { id: "how-title" }, t("howTitle")),
    h("p", null, t("howText")),
    h("div", { class: "scroll sheet-like", tabindex: 0, role: "region", "aria-label": t("sampleCaption") },
      h("table", null,
        h("caption", { class: "unseen" }, t("sampleCaption")),
        h("thead", null, h("tr", null, headings.map((heading) => h("th", { key: heading, scope: "col" }, heading)))),
        h("tbody", null, rows.map((row, at) => h("tr", { key: at }, row.map((cell, column) => h("td", { key: column }, cell))))))),
    h("p", { class: "hint" }, t("templateText")),
    h("div", { class: "actions" },
      h("a", { class: "button", href: t("templateFile"), download: t("templateName") }, t("template")),
      h("button", { type: "button", onclick: act.trySample }, t("trySample"))),
    h("p", null, h("a", { href: "../calculator/" }, t("calculator"))));
}

/** @param {NonNullable<App["work"]>} work @param {App} app @param {Acts} act */
export function working(work, app, act) {
  const percent = Math.round(work.done * 100);
  return h("section", { key: "working", class: "panel working", "aria-labelledby": "working-title" },
    h("h2", { id: "working-title", tabindex: "-1" }, t("working", called(work.name))),
    h("progress", { max: 100, value: app.engine === "ready" ? String(percent) : undefined, "aria-labelledby": "working-title" }),
    h("p", { class: "hint" }, app.engine === "ready" ? t("workingRows", figure(work.rows)) : t("workingStart")),
    h("button", { type: "button", onclick: act.cancel }, t("cancel")));
}

/** @param {NonNullable<App["refused"]>} refused */
export function refusal({ name, problems }) {
  return h("div", { key: "refused", id: "errors", class: "errors", tabindex: "-1", role: "alert", "aria-labelledby": "errors-title" },
    h("h2", { id: "errors-title" }, t("refusedTitle", called(name))),
    h("ul", null, problems.map((problem, at) => h("li", { key: at }, say(problem, "message")))));
}

export function failure() {
  return h("div", { key: "failed", class: "notice strong", role: "alert" },
    h("h2", null, t("failedTitle")),
    h("p", null, t("failedText"), " ", h("a", { href: "../cli/#batch" }, t("commandLine"))),
    h("div", { class: "actions" }, h("button", { type: "button", onclick: () => location.reload() }, t("tryAgain"))));
}

function sheetPicture() {
  return h("svg", { viewBox: "0 0 64 48", width: 80, height: 60, "aria-hidden": "true", focusable: "false" },
    h("rect", { class: "leaf", x: 1, y: 1, width: 62, height: 46, rx: 4 }),
    h("path", { class: "head", d: "M1 5a4 4 0 0 1 4-4h54a4 4 0 0 1 4 4v7H1z" }),
    h("path", { class: "lines", d: "M1 12h62M1 24h62M1 36h62M22 1v46M43 1v46" }));
}
