/** The last look before a declaration is submitted, what final means, and the submission itself. */

import { h } from "../assets/dom.js";
import { lawLink } from "../assets/parts.js";
import { send } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { acceptedSplit, yearOf } from "../calculator/draft.js";
import { facts } from "../calculator/year.js";
import { electedEntries } from "./claim.js";
import { given } from "./evidence.js";
import { employmentText } from "./home.js";
import { forgetWork } from "./keeping.js";
import { back, hours, mistake, mistakeAt, steps, terms, theirs, verifierText, wrong } from "./parts.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").OwnYear} OwnYear */
/** @typedef {import("./types.js").Entry} Entry */

/** @param {Page} page @param {OwnYear} year */
export function checkPage(page, year) {
  const { app } = page;
  const entries = electedEntries(app);
  const agree = mistakeAt(page, "agree");
  const law = app.catalogue?.readings.find(({ reading }) => reading === "after_refusal"); // it quotes the sentence that is final
  return [
    back(page, `#/${year.year}/${entries.length > 0 ? "evidence" : "activities"}`),
    steps("check"),
    wrong(page, (path) => placeOf(page, year, entries, path), () => submit(page, year, entries)),
    h("h1", { id: "page-title", tabindex: "-1" }, t("checkTitle")),
    h("p", { class: "lead" }, t("checkLead", year.year)),
    h("section", { key: "who", "aria-labelledby": "check-who" },
      h("h2", { id: "check-who" }, t("who")),
      terms([
        [t("name"), [theirs(app.me?.person?.name ?? ""), h("p", { key: "printed", class: "hint" }, t("namePrinted"))]],
        [t("idNumber"), app.me?.person?.id_number ?? ""],
        [t("work"), app.me?.employment ? employmentText(app.me.employment) : ""],
        year.verifier && [t("verifier"), verifierText(year.verifier)],
      ])),
    h("section", { key: "claim", "aria-labelledby": "check-claim" },
      h("h2", { id: "check-claim" }, t("checkClaim")),
      entries.length === 0 ? h("p", null, t("declaredNone")) : entries.map((entry) => claimed(page, entry)),
      h("div", { class: "actions" },
        h("button", { type: "button", onclick: () => page.go(`#/${year.year}/activities`) }, t("changeActivities")),
        entries.length > 0 && h("button", { type: "button", onclick: () => page.go(`#/${year.year}/evidence`) }, t("changeEvidence")))),
    app.answer && h("section", { key: "hours", "aria-labelledby": "check-hours" },
      h("h2", { id: "check-hours" }, t("hoursTitle")),
      h("p", null, hours(app.answer)),
      h("p", { class: "hint" }, t("hoursReckoned"))),
    h("section", { key: "final", class: "panel stop", "aria-labelledby": "final-title" },
      h("h2", { id: "final-title" }, t("finalTitle")),
      app.answer && comesTo(app.answer, app.catalogue?.readings ?? []),
      daysLeft(year) > 0 && h("p", { key: "left" }, t("finalEarly", year.year, daysLeft(year))),
      h("p", null, t("finalText")),
      law && [
        h("blockquote", { key: "law", class: "law", lang: "zh-CN" }, law.quote), h("p", { key: "cite", class: "small source" }, lawLink(law)),
        h("p", { key: "after", class: "small" }, t("finalAfter", say(year, "if_refused_label")))],
      h("div", { class: agree ? "field wrong" : "field" },
        agree && h("p", { class: "error", id: "agree-error" }, say(agree, "message")),
        h("div", { class: "choice" },
          h("input", { type: "checkbox", id: "agree", checked: app.typed.agree === true, "aria-describedby": agree ? "agree-error" : undefined,
            onchange: (/** @type {Event} */ event) => {
              app.typed = { ...app.typed, agree: /** @type {HTMLInputElement} */ (event.target).checked };
              app.mistakes = [];
              page.draw();
            } }),
          h("label", { for: "agree" }, t("agree"))))),
    h("div", { class: "actions", key: "submit" },
      h("button", { type: "button", class: "primary", disabled: app.busy || !app.answer, onclick: () => submit(page, year, entries) }, t("submit"))),
  ];
}

/**
 * What a year comes to if it is declared as it is: whether it is complete, and whether that hangs on an open reading.
 * @param {import("./types.js").Answer} answer @param {import("./types.js").Catalogue["readings"]} readings
 */
function comesTo({ complete, missing, verdict, open_readings }, readings) {
  const changing = new Set(open_readings.filter(({ changes }) => changes).map(({ reading }) => reading));
  return [
    h("p", { key: "comes", class: complete ? "full" : "lack" }, h("strong", null, complete ? t("complete") : t("finalShort", missing.total, missing.professional))),
    verdict === "depends" && h("div", { key: "depends" }, h("p", null, t("finalDepends")),
      h("ul", null, readings.filter(({ reading }) => changing.has(reading)).map((each) => h("li", { key: each.reading }, say(each, "question"))))),
  ];
}

/** How many days of the year are still to come. @param {OwnYear} year */
function daysLeft({ year, today }) {
  return Math.round((Date.UTC(year, 11, 31) - Date.parse(today)) / 86_400_000);
}

/** Where what is wrong can be put right. @param {Page} page @param {OwnYear} year @param {Entry[]} entries @param {string} path */
function placeOf({ app, go }, { year }, entries, path) {
  if (path === "agree") return path;
  if (path.startsWith("evidence")) return () => go(`#/${year}/evidence`);
  const entry = entries[Number(/^activities\[(\d+)\]/.exec(path)?.[1])];
  if (!entry || !app.work) return undefined;
  const index = yearOf(app.work.draft).done.findIndex(({ id }) => id === entry.id);
  return () => go(`#/${year}/entry/${entry.kind}/${index}`);
}

/** @param {Page} page @param {Entry} entry */
function claimed({ app }, entry) {
  const kind = app.catalogue?.kinds.find((each) => each.kind === entry.kind);
  const judged = app.answer?.activities.find(({ id }) => id === entry.id);
  return terms([
    [t("title_"), theirs(entry.title)],
    kind && [t("facts"), facts(kind, { ...entry, title: "" }).join(t("comma"))],
    [t("hoursTitle"), `${judged?.hours ?? "–"}`],
    [t("files"), h("ul", null, (app.work?.files[entry.id] ?? []).map((file) => h("li", { key: file.id }, theirs(file.name))))],
  ]);
}

/** @param {Page} page @param {OwnYear} year @param {Entry[]} entries */
function submit(page, year, entries) {
  const { app } = page;
  if (app.typed.agree !== true) return page.refuse([mistake("agree", "agreeMissing")]);
  return page.run(async () => {
    const { work, me } = app;
    if (!work || !me) return;
    const split = acceptedSplit(yearOf(work.draft));
    const claim = { activities: entries, ...(entries.length > 0 && split !== null && { elected_split: { general: split } }) };
    const evidence = given(page, entries.map(({ id }) => id));
    await send("POST", `/api/applicant/years/${year.year}/declaration`, { claim, evidence, revision: year.revision });
    forgetWork(me.identity, year.year);
    Object.assign(app, { work: null, typed: {}, uploads: {} });
    page.keep();
    page.go(`#/${year.year}/receipt`);
  });
}
