/** The evidence that a verifier asked for: added to what was declared, which itself never changes. */

import { h } from "../assets/dom.js";
import { send } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { failed, given, proofs, under } from "./evidence.js";
import { forgetWork } from "./keeping.js";
import { back, mistake, mistakeAt, theirs, wrong } from "./parts.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").OwnYear} OwnYear */
/** @typedef {import("./types.js").Work} Work */

/** @param {Page} page @param {OwnYear} year @param {Work} work */
export function supplementPage(page, year, work) {
  const asked = [...year.history].reverse().find(({ type }) => type === "case.ask");
  const activities = year.claim?.activities ?? [];
  return [
    back(page, `#/${year.year}`),
    wrong(page, (path) => (path === "note" ? "f-note" : `files-${path.replace(/^evidence\.?/, "") || activities[0]?.id}`), () => submit(page, year, work)),
    h("h1", { id: "page-title", tabindex: "-1" }, t("supplementTitle")),
    asked && h("section", { key: "asked", class: "panel care", "aria-labelledby": "asked-title" },
      h("h2", { id: "asked-title" }, t("asked")), theirs(asked.words.question ?? "", "p")),
    h("p", { class: "lead" }, t("supplementLead")),
    activities.map((entry) => proofs(page, entry)),
    noteField(page, work),
    h("p", { class: "hint", key: "kept" }, t("filesKept")),
    h("div", { class: "actions", key: "send" }, h("button", { type: "button", class: "primary", disabled: page.app.busy, onclick: () => submit(page, year, work) }, t("supplementSend"))),
  ];
}

/** @param {Page} page @param {Work} work */
function noteField(page, work) {
  const wrong = mistakeAt(page, "note");
  return h("div", { class: wrong ? "field wrong" : "field", key: "note" },
    h("label", { for: "f-note" }, t("supplementNote")),
    h("p", { class: "hint", id: "f-note-hint" }, t("supplementNoteHint")),
    wrong && h("p", { class: "error", id: "f-note-error" }, say(wrong, "message")),
    h("textarea", { id: "f-note", rows: 4, maxlength: 500, value: work.note, "aria-describedby": wrong ? "f-note-hint f-note-error" : "f-note-hint", "aria-invalid": wrong ? "true" : undefined,
      oninput: (/** @type {Event} */ event) => {
        work.note = /** @type {HTMLTextAreaElement} */ (event.target).value;
        page.keep();
      } }));
}

/** @param {Page} page @param {OwnYear} year @param {Work} work */
function submit(page, year, work) {
  const activities = year.claim?.activities ?? [];
  const evidence = given(page, activities.map(({ id }) => id));
  const lost = failed(page, activities);
  if (under(page)) return page.refuse([mistake("evidence", "filesUnderWay")]);
  if (lost.length > 0) return page.refuse(lost);
  if (evidence.length === 0 && work.note.trim() === "") return page.refuse([mistake("evidence", "supplementEmpty")]);
  return page.run(async () => {
    const { app } = page;
    await send("POST", `/api/applicant/years/${year.year}/supplement`, { evidence, note: work.note.trim(), revision: year.revision });
    if (app.me) forgetWork(app.me.identity, year.year);
    Object.assign(app, { work: null, uploads: {} });
    page.go(`#/${year.year}`, { notice: t("supplemented") });
  });
}
