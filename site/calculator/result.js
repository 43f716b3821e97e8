/** What the year comes to: the two figures, what is elected, what is missing and how to close it, what is open. */

import { h } from "../assets/dom.js";
import { lawLink, problemText } from "../assets/parts.js";
import { today, yearOf } from "./draft.js";
import { bar } from "./parts.js";
import { picture } from "./picture.js";
import { question, readingAsked, togetherAsked } from "./texts.js";
import { english, say, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */
/** @typedef {import("./types.js").Answer} Answer */

/** The result that stays in sight. @param {App} app @param {Acts} act */
export function summary(app, act) {
  const { annual } = app.catalogue;
  const form = app.view.name === "form" ? app.view : null;
  const answer = form?.preview?.answer ?? app.answer;
  const planned = form ? null : app.planned;
  const { done, plans } = yearOf(app.draft);
  if (!form?.preview && (done.length + plans.length === 0 || (!answer && app.engine === "failed"))) return null;
  const status = statusText(app, answer);
  return h("aside", { key: "sum", class: answer?.complete ? "sum complete" : "sum", "aria-label": t("summary") },
    h("p", { class: "status" }, form?.preview ? t("withThis", status) : status,
      app.view.name === "year" && app.answer && (app.answer.complete
        ? h("button", { type: "button", onclick: () => act.goTo("result-title") }, t("toResult"))
        : h("button", { type: "button", onclick: () => act.goTo("ways-title") }, t("toWays")))),
    [["total", annual.total], ["professional", annual.professional]].map(([name, required]) => {
      const key = /** @type {"total" | "professional"} */ (name);
      const hours = answer ? answer[key] : null;
      return h("div", { class: "meter", key },
        h("p", null, h("span", null, t(key)),
          h("span", { class: "of" }, h("strong", { class: "number" }, hours ?? "–"), h("span", { class: "unseen" }, t("hours")), ` / ${required}`)),
        bar(hours ?? 0, Number(required), planned?.[key]));
    }),
    planned && h("p", { class: "small plan-line" }, t("withPlan", planned.total, planned.professional)));
}

/** The year in one sentence. @param {App} app @param {Answer | null} answer */
export function statusText(app, answer) {
  if (!answer) {
    if (app.problems.length > 0) return t("statusProblems");
    return app.engine === "ready" ? t("statusEmpty") : t("statusLoading");
  }
  const { missing, complete, verdict } = answer;
  const depends = verdict === "depends" ? t("statusDepends") : "";
  if (complete) return t("statusComplete") + depends;
  if (missing.total === 0) return t("statusProfessional", missing.professional) + depends;
  if (missing.professional === 0) return t("statusTotal", missing.total) + depends;
  return t("statusShort", missing.total, missing.professional) + depends;
}

/** @param {App} app @param {Answer} answer @param {Acts} act */
export function result(app, answer, act) {
  return h("div", { key: "result", class: "result" },
    h("section", { "aria-labelledby": "result-title" },
      h("h2", { id: "result-title", tabindex: "-1" }, t("result", answer.year)),
      h("p", { class: answer.complete ? "verdict full" : "verdict lack" }, statusText(app, answer)),
      picture(app, answer, "picture")),
    ways(app, answer, act),
    readings(app, answer, act),
    elected(app, answer, act),
    surprising(app, answer, act));
}

/**
 * Why an option is elected, and how its hours are split.
 * @param {Pick<App, "draft" | "splitProblem">} app @param {Answer} answer @param {Pick<Acts, "split">} act
 */
export function elected(app, answer, act) {
  const chosen = answer.elected;
  if (!chosen || !answer.elected_split) return null;
  const { min: from, max: to } = answer.elected_split;
  const { split } = yearOf(app.draft);
  const id = "split";
  const change = (/** @type {Event} */ event) => act.split(/** @type {HTMLInputElement} */ (event.target).value);
  return h("section", { key: "elected", "aria-labelledby": "elected-title" },
    h("h2", { id: "elected-title" }, t("electedTitle")),
    h("p", null, say(answer, "elected_why")),
    to > from && h("fieldset", { class: "split" },
      h("legend", null, t("splitTitle", chosen.hours)),
      h("p", { class: "hint", id: "split-hint" }, t("splitHint"), " ", lawLink({ anchor: "article-21-1", citation: "第二十一条第1项", citation_en: "Art. 21(1)" })),
      app.splitProblem && h("p", { class: "error", id: "split-error" }, app.splitProblem),
      h("div", { class: "split-row" },
        h("label", { for: id }, t("general")),
        h("input", { id, type: "range", min: from, max: to, step: 1, value: String(chosen.general), "aria-describedby": "split-hint",
          "aria-valuetext": t("splitValue", chosen.general, chosen.professional), oninput: change }),
        h("span", { class: "split-figures" },
          h("input", { class: "figure", inputmode: "decimal", "aria-label": t("splitGeneral"), value: String(split ?? chosen.general),
            "aria-describedby": app.splitProblem ? "split-error" : undefined, "aria-invalid": app.splitProblem ? "true" : undefined, onchange: change }),
          h("span", null, t("splitRest", chosen.professional)))),
      split !== null && h("button", { type: "button", class: "quiet", onclick: () => act.split(null) }, t("splitReset"))));
}

/** How to get there: one tap plans it, what is planned can be changed. @param {App} app @param {Answer} answer @param {Acts} act */
function ways(app, answer, act) {
  const { plans } = yearOf(app.draft);
  const after = app.planned ?? answer;
  if (answer.complete && plans.length === 0) return null;
  const past = answer.year < Number(today().slice(0, 4));
  const instead = after.complete; // the plan is enough: what is chosen now takes its place
  const open = (instead ? answer : after).ways_to_complete.filter((way) => !instead || !plans.every((each) => isPlanOf(each, way)));
  return h("section", { key: "ways", "aria-labelledby": "ways-title" },
    h("h2", { id: "ways-title", tabindex: "-1" }, t(answer.complete ? "planTitle" : "waysTitle")),
    past && h("p", { class: "warn" }, t("waysPast", answer.year, answer.year)),
    plans.length > 0 && h("ul", { class: "plans" }, plans.map((entry, index) => plan(app, entry, index, act))),
    plans.length > 0 && app.planned && h("p", { class: app.planned.complete ? "verdict full" : "verdict lack" }, t("planned", statusText(app, app.planned))),
    app.planProblems.length === 0 && open.length > 0 && [
      h("p", null, t(instead ? "waysInstead" : plans.length > 0 ? "waysMore" : past ? "waysThen" : "waysLead")),
      h("ul", { class: "ways" }, open.map((way, index) => h("li", { key: index },
        h("p", null, h("span", null, say(way, "label")), h("span", { class: "small" }, t("wayTo", way.total, way.professional))),
        h("button", { type: "button", class: "quiet", onclick: () => act.plan(way, instead) }, t(instead ? "planInstead" : "plan"), h("span", { class: "unseen" }, say(way, "label")))))),
    ]);
}

/** Whether something planned is what this way proposes, of whatever size. @param {import("./types.js").Entry} entry @param {import("./types.js").Way} way */
function isPlanOf(entry, way) {
  return entry.kind === way.kind && Object.entries(way.facts).every(([name, fact]) => entry[name] === fact);
}

/** @param {App} app @param {import("./types.js").Entry} entry @param {number} index @param {Acts} act */
function plan(app, entry, index, act) {
  const kind = app.catalogue.kinds.find((each) => each.kind === entry.kind);
  const judged = app.planned?.activities.find(({ id }) => id === entry.id);
  const quantity = kind?.fields.find(({ unit_en, name }) => unit_en && entry[name] !== undefined);
  const problems = app.planProblems.filter(({ path }) => path === `plans[${index}]` || path.startsWith(`plans[${index}].`));
  const errorId = problems.length > 0 ? `plan-${entry.id}-error` : undefined;
  return h("li", { key: entry.id, class: "entry planned" },
    h("div", { class: "what" },
      h("h3", null, kind ? say(kind, "label") : entry.kind),
      kind && h("p", { class: "small" }, kind.fields.filter(({ type }) => type === "choice").map((field) =>
        say(field.choices?.find(({ value }) => value === entry[field.name]) ?? {}, "label")).filter(Boolean).join(t("dot"))),
      quantity && h("label", { class: "unit" },
        h("span", { class: "unseen" }, say(quantity, "label")),
        h("input", { class: "figure", inputmode: "decimal", value: String(entry[quantity.name]),
          "aria-invalid": errorId && "true", "aria-describedby": errorId,
          oninput: (/** @type {Event} */ event) => act.changePlan(entry.id, quantity.name, /** @type {HTMLInputElement} */ (event.target).value) }),
        h("span", null, say(quantity, "unit"))),
      errorId && h("div", { class: "error", id: errorId }, problems.map((problem) => h("p", null, problemText(problem))))),
    h("p", { class: "worth-of" }, h("strong", { class: "number" }, judged ? judged.hours : "–"), h("span", { class: "unit-of" }, t("hours")),
      judged && !judged.counts && h("span", { class: "tag" }, t("countsNot"))),
    judged && !judged.counts && h("p", { class: "small warn" }, say(judged, "why")),
    h("div", { class: "more" }, h("div", { class: "acts" },
      h("button", { type: "button", onclick: () => act.openForm(entry.kind, null, entry.id) }, t("planDone")),
      h("button", { type: "button", onclick: () => act.dropPlan(entry.id) }, t("remove")))));
}

/** The open readings that change this year. @param {App} app @param {Answer} answer @param {Acts} act */
function readings(app, answer, act) {
  const open = answer.open_readings.filter(({ changes }) => changes);
  const { together } = answer;
  if (open.length === 0 && !together) return null;
  return h("section", { key: "readings", "aria-labelledby": "readings-title" },
    h("h2", { id: "readings-title" }, t("readingsTitle", open.length + (together ? 1 : 0))),
    h("p", null, t(open.length > 0 ? "readingsLead" : "readingsOpen")),
    open.map((reading) => {
      const law = /** @type {import("./types.js").Reading} */ (app.catalogue.readings.find((each) => each.reading === reading.reading));
      return h("article", { class: "reading", key: reading.reading, "aria-labelledby": `reading-${reading.reading}` },
        h("h3", { id: `reading-${reading.reading}` }, say(law, "question")),
        h("blockquote", { class: "law", lang: "zh-CN" }, law.quote), h("p", { class: "small source" }, lawLink(law)),
        outcomes(say(law, "question"), reading.alternatives.map((alternative) => {
          const words = law.alternatives.find(({ name }) => name === alternative.name) ?? {};
          const id = `read-${reading.reading}-${alternative.name}`;
          return {
            key: alternative.name, figures: alternative, chosen: alternative.name === reading.chosen,
            head: h("div", { class: "choice" },
              h("input", { type: "radio", id, name: `reading-${reading.reading}`, checked: alternative.name === (app.draft.readings[reading.reading] ?? reading.chosen),
                onchange: () => act.read(reading.reading, alternative.name) }),
              h("label", { for: id }, say(words, "label"))),
          };
        })),
        h("p", null, h("strong", null, t("readingWho")), say(law, "who")),
        h("details", null, h("summary", null, t("readingMore")), h("p", null, say(law, "why"))),
        asking(question(app, readingAsked(law, reading)), act));
    }),
    together && togetherCard(app, answer, together, act));
}

/** What each way to read the law comes to. @param {string} caption @param {{key: string, head: import("../assets/dom.js").Child, figures: import("./types.js").Figures, chosen: boolean}[]} rows */
function outcomes(caption, rows) {
  return h("table", { role: "table", class: "stack" },
    h("caption", { class: "unseen" }, caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, [t("ifRead"), t("total"), t("professional"), t("outcome")].map((head) =>
      h("th", { key: head, scope: "col", role: "columnheader" }, head)))),
    h("tbody", { role: "rowgroup" }, rows.map(({ key, head, figures, chosen }) => h("tr", { key, role: "row", class: chosen ? "chosen" : "" },
      h("th", { scope: "row", role: "rowheader" }, head),
      h("td", { class: "number", role: "cell", "data-head": t("total") }, figures.total),
      h("td", { class: "number", role: "cell", "data-head": t("professional") }, figures.professional),
      h("td", { class: figures.complete ? "full" : "lack", role: "cell" }, t(figures.complete ? "complete" : "short"))))));
}

/** The readings that change the year only together. @param {App} app @param {Answer} answer @param {import("./types.js").Together} together @param {Acts} act */
function togetherCard(app, answer, together, act) {
  const laws = app.catalogue.readings.filter(({ reading }) => reading in together.readings);
  /** @param {(reading: string) => string | undefined} chosen */
  const words = (chosen) => laws.map((law) => h("p", { key: law.reading }, say(law.alternatives.find(({ name }) => name === chosen(law.reading)) ?? {}, "label")));
  return h("article", { class: "reading", key: "together", "aria-labelledby": "together-title" },
    h("h3", { id: "together-title" }, t("readingsTogether")),
    h("p", null, say(together, "why")),
    laws.map((law) => [h("blockquote", { class: "law", lang: "zh-CN" }, law.quote), h("p", { class: "small source" }, lawLink(law))]),
    outcomes(t("readingsTogether"), [
      { key: "now", head: words((name) => answer.open_readings.find(({ reading }) => reading === name)?.chosen), figures: answer, chosen: true },
      { key: "together", head: words((name) => together.readings[name]), figures: together, chosen: false },
    ]),
    h("p", null, h("strong", null, t("readingWho")), say(laws[0] ?? {}, "who")),
    asking(question(app, togetherAsked(laws, answer, together)), act));
}

/** A question for the bureau: to be copied, and to be read before. @param {string} text @param {Acts} act */
function asking(text, act) {
  return [
    h("button", { type: "button", class: "quiet", onclick: () => act.copy(text, t("copiedQuestion")) }, t("copyQuestion")),
    h("details", null, h("summary", null, t("questionText")),
      h("textarea", { class: "asked", lang: "zh-CN", readonly: true, rows: 10, "aria-label": t("questionText"), value: text, spellcheck: "false" })),
  ];
}

/** @param {App} app @param {Answer} answer @param {Acts} act */
function surprising(app, answer, act) {
  return h("details", { key: "surprising", class: "panel" },
    h("summary", null, t("surprising")),
    h("ul", { class: "answers" }, app.catalogue.surprises.map((part) => h("li", { key: part.text }, say(part, "text"), h("q", { class: "law", lang: "zh-CN" }, part.quote), " ", lawLink(part)))),
    h("p", null, t("surpriseAsk")),
    asking(question(app), act),
    english() && h("p", { class: "hint" }, t("questionChinese")),
    h("p", { class: "small" }, t("rules", answer.rules_version)));
}
