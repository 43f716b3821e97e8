/** A year: where it stands, who acts next, what was declared, what was done so far. */

import { h } from "../assets/dom.js";
import { dayText, momentText, sizeText } from "../assets/format.js";
import { lawLink } from "../assets/parts.js";
import { get } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { facts } from "../calculator/year.js";
import { certificate } from "./certificate.js";
import { back, fileName, hours, state, terms, theirs, verifierText, wrong } from "./parts.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").OwnYear} OwnYear */

/** @param {Page} page @param {OwnYear} year */
export function yearPage(page, year) {
  return [
    back(page, "#/"),
    wrong(page),
    h("p", { class: "kicker" }, t("title")),
    h("h1", { id: "page-title", tabindex: "-1" }, t("yearTitle", year.year)),
    standing(page, year),
    certificate(page, year),
    h("section", { key: "figures", "aria-labelledby": "figures-title" },
      h("h2", { id: "figures-title" }, t("hoursTitle")),
      h("p", null, hours(year.assessment)),
      year.counts ? h("p", { class: year.assessment.complete ? "full" : "lack" }, t(year.assessment.complete ? "complete" : "short", year.assessment.missing.total, year.assessment.missing.professional))
        : h("p", { class: "lack" }, t("countsNot")),
      year.online.length > 0 && online(year),
      !year.claim && h("p", { class: "hint" }, t("onlineOnly"))),
    year.claim && declared(page, year),
    year.history.length > 0 && history(year),
    rules(page, year),
  ];
}

/** @param {Page} page @param {OwnYear} year */
function standing(page, year) {
  const { notice, hindrance, actions } = year;
  const asked = [...year.history].reverse().find(({ type }) => type === "case.ask");
  const look = hindrance || actions.includes("supplement") ? "care" : year.status === "registered" ? "done" : "act";
  return h("section", { key: "standing", class: `panel ${look}`, "aria-labelledby": "standing-title" },
    h("h2", { id: "standing-title" }, state(year)),
    terms([
      year.since !== null && [t("sinceWhen"), dayText(year.since)],
      [t("nextWho"), say(year, "next_label")],
      notice && [t("noticeDays"), notice.last_day === null ? [t("noticeOpen", dayText(notice.opened)), " ", say(notice, "note")] : t("noticeRuns", dayText(notice.opened), dayText(notice.last_day))],
      year.objections.length > 0 && [t("objections"), t("objectionsCount", year.objections.length)],
      year.verifier && [t("verifier"), verifierText(year.verifier)],
    ]),
    actions.includes("supplement") && asked && h("blockquote", { class: "asked" }, theirs(asked.words.question ?? "", "p")),
    hindrance && h("div", { class: "hindrance" }, h("p", null, say(hindrance, "detail")), h("p", { class: "small" }, t("article", say(hindrance, "article")))),
    h("div", { class: "actions" },
      actions.includes("declare") && !hindrance && h("button", { type: "button", class: "primary", key: "declare", onclick: () => page.go(`#/${year.year}/activities`) }, t(declareWords(page, year))),
      actions.includes("supplement") && h("button", { type: "button", class: "primary", key: "supplement", onclick: () => page.go(`#/${year.year}/supplement`) }, t("supplement")),
      hindrance?.at_work && h("button", { type: "button", key: "work", onclick: () => page.go("#/work") }, t("seeWork")),
      year.claim && h("button", { type: "button", key: "receipt", onclick: () => page.go(`#/${year.year}/receipt`) }, t("receipt"))));
}

/** @param {Page} page @param {OwnYear} year */
function declareWords({ app }, year) {
  if (app.work && (app.work.draft.years[year.year]?.done.length ?? 0) > 0) return "declareGoOn";
  return year.claim ? "declareAgain" : "declare";
}

/** The hours of item (12) that are registered already. @param {OwnYear} year */
export function online({ online: entries }) {
  return h("details", { key: "online" },
    h("summary", null, t("onlineCount", entries.length)),
    h("ul", { class: "answers" }, entries.map((entry, index) => h("li", { key: index }, theirs(entry.title), t("comma"), entry.date ? dayText(entry.date) : ""))));
}

/** What was declared, for good. @param {Page} page @param {OwnYear} year */
export function declared(page, year) {
  const { catalogue } = page.app;
  const activities = year.claim?.activities ?? [];
  return h("section", { key: "declared", "aria-labelledby": "declared-title" },
    h("h2", { id: "declared-title" }, t("declared")),
    activities.length === 0 && h("p", null, t("declaredNone")),
    h("ul", { class: "entries" }, activities.map((entry) => {
      const kind = catalogue?.kinds.find((each) => each.kind === entry.kind);
      const judged = year.assessment.activities.find(({ id }) => id === entry.id);
      return h("li", { key: entry.id, class: "entry" },
        h("div", { class: "what" }, h("h3", null, theirs(entry.title)),
          kind && h("ul", { class: "facts small" }, facts(kind, { ...entry, title: "" }).map((fact) => h("li", { key: fact }, fact)))),
        h("p", { class: "worth-of" }, h("strong", { class: "number" }, judged?.hours ?? "–"), h("span", { class: "unit-of" }, t("hoursUnit"))),
        h("div", { class: "more" },
          kind && h("p", { class: "small source" }, lawLink(kind)),
          h("ul", { class: "files" }, year.evidence.filter(({ activity }) => activity === entry.id).map((file, nth) => h("li", { key: file.id },
            h("span", { class: "file-name" }, fileName(nth, file.media_type), " ", h("span", { class: "small" }, sizeText(file.size))),
            h("button", { type: "button", class: "no-print", onclick: () => page.run(() => download(year.year, file.id)) }, t("download"), h("span", { class: "unseen" }, ` ${fileName(nth, file.media_type)}`)))))));
    })),
    year.verification && (year.verification.remark || year.verification.ledger) && terms([
      year.verification.remark !== "" && [t("remark"), theirs(year.verification.remark)],
      year.verification.ledger !== "" && [t("ledger"), theirs(year.verification.ledger)],
    ]));
}

/** @param {number} year @param {string} file */
async function download(year, file) {
  const { url } = await get(`/api/applicant/years/${year}/evidence/${file}`);
  const link = document.createElement("a"); // it comes as an attachment, so the page stays
  link.href = url;
  link.click();
}

/** What people wrote, by its name in the history, and how it is introduced. */
const WORDS = /** @type {const} */ ([["question", "question"], ["note", "note"], ["reason", "reason"], ["remark", "remarkSaid"], ["ledger", "ledgerSaid"]]);

/** @param {OwnYear} year */
function history(year) {
  return h("section", { key: "history", "aria-labelledby": "history-title" },
    h("h2", { id: "history-title" }, t("history")),
    lines(year.history));
}

/** What was done, the latest first. @param {import("./types.js").Line[]} history */
export function lines(history) {
  return h("ol", { class: "history" }, [...history].reverse().map((line) => h("li", { key: line.number },
      h("p", null, h("strong", null, say(line, "label")), line.role_label && h("span", { class: "small" }, t("inBrackets", say(line, "role_label")))),
      h("p", { class: "small" }, momentText(line.at)),
      line.rule_label && h("p", null, say(line, "rule_label")),
      WORDS.filter(([word]) => line.words[word]).map(([word, key]) => h("p", { class: "said", key: word }, h("span", { class: "small" }, t(key)), theirs(line.words[word]))))));
}

/** By which rules, and when it may be declared. @param {Page} page @param {OwnYear} year */
function rules({ app }, year) {
  const readings = app.catalogue?.readings ?? [];
  return h("details", { key: "rules", class: "panel fold" },
    h("summary", null, t("rulesTitle")),
    terms([
      [t("window"), year.window ? t("windowDays", dayText(year.window.opens), dayText(year.window.closes)) : t("windowUnset")],
      [t("rulesVersion"), year.rules_version],
      ...readings.map((reading) => /** @type {[string, string]} */ ([
        say(reading, "question"), say(reading.alternatives.find(({ name }) => name === year.readings[reading.reading]) ?? {}, "label")])),
    ], "stacked"));
}
