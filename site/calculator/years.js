/** The years side by side: the chooser, and the table that an application for a title needs. */

import { h } from "../assets/dom.js";
import { isEmpty, today, yearOf } from "./draft.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */
/** @typedef {Pick<import("./types.js").Answer, "total" | "professional" | "complete" | "missing">} Standing */

/** The years of the chooser: to the next one. @param {App} app */
export function inChooser(app) {
  return shown(app, Math.min(Number(today().slice(0, 4)) + 1, app.catalogue.years.max));
}

/** The chooser, and what each year lacks. @param {App} app @param {Acts} act */
export function years(app, act) {
  const { draft } = app;
  return h("nav", { key: "years", class: "years", "aria-label": t("year") },
    inChooser(app).map((year) => {
      const answer = answerOf(app, year);
      const filled = yearOf(draft, year).done.length > 0;
      const complete = filled && answer?.complete;
      return h("button", {
        type: "button", key: year, "aria-current": year === draft.year ? "true" : undefined, onclick: () => act.turnTo(year),
      },
      h("span", { class: "number" }, year),
      (!filled ? [t("blank")] : answer ? lacks(answer) : [unanswered(app, year)]).map((words) =>
        h("span", { key: words, class: complete ? "small full" : "small" }, words)));
    }));
}

/** What each year from the first one on has and lacks, blank ones too. @param {App} app @param {Acts} [act] what leads to a year; nothing on paper */
export function overview(app, act) {
  const { draft, catalogue } = app;
  if (isEmpty(draft)) return null;
  const { total, professional } = catalogue.annual;
  /** @type {Standing} */
  const blank = { total: 0, professional: 0, complete: false, missing: { total, professional } };
  const heads = [t("total"), t("professional"), t("lackTotal"), t("lackProfessional")];
  return h("table", { role: "table", class: "stack" },
    h("caption", { class: "unseen" }, t("overview")),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader" }, t("year")),
      heads.map((head) => h("th", { key: head, scope: "col", role: "columnheader", class: "number" }, head)))),
    h("tbody", { role: "rowgroup" }, shown(app, Number(today().slice(0, 4))).map((year) => {
      const standing = yearOf(draft, year).done.length > 0 ? answerOf(app, year) : blank;
      const here = year === draft.year;
      const touching = app.across.otherYears.filter(({ years }) => years.includes(year));
      return h("tr", { key: year, role: "row" },
        h("th", { scope: "row", role: "rowheader" }, act && !here
          ? h("button", { type: "button", class: "to-year", onclick: () => act.turnTo(year) }, year)
          : h("strong", { "aria-current": here ? "true" : undefined }, year),
          touching.length > 0 && h("p", { class: "small" }, t("alsoHere", touching.length))),
        standing
          ? [standing.total, standing.professional, standing.missing.total, standing.missing.professional].map((hours, column) => h("td", {
              key: column, role: "cell", "data-head": heads[column], class: column < 2 ? "number" : hours > 0 ? "number lack" : "number full",
            }, hours))
          : h("td", { role: "cell", colspan: heads.length }, unanswered(app, year)));
    })));
}

/** The table, folded until there are several years to compare. @param {App} app @param {Acts} act */
export function overviewPanel(app, act) {
  const table = overview(app, act);
  const filled = Object.values(app.draft.years).filter(({ done }) => done.length > 0).length;
  return table && h("details", { key: "overview", class: "panel overview", open: filled > 1 }, h("summary", null, t("overview")), table);
}

/** From the first year to this one, and whatever else was filled in or is open. @param {App} app @param {number} last */
function shown({ draft, catalogue }, last) {
  const found = new Set([draft.year, ...Object.keys(draft.years).map(Number)]);
  for (let year = catalogue.years.min; year <= last; year += 1) found.add(year);
  return [...found].sort((one, other) => one - other);
}

/** @param {App} app @param {number} year */
function answerOf(app, year) {
  return year === app.draft.year ? app.answer : app.others[year];
}

/** @param {App} app @param {number} year one that is filled in and has no answer */
function unanswered(app, year) {
  const refused = year === app.draft.year ? app.problems.length > 0 : Object.keys(app.others).length > 0;
  return t(refused ? "wrong" : "waiting");
}

/** What a year lacks, in a few words. @param {Standing} standing */
function lacks({ missing, complete }) {
  if (complete) return [t("complete")];
  return [missing.total > 0 && t("lacks", missing.total), missing.professional > 0 && t("lacksProfessional", missing.professional)].filter((words) => words !== false);
}
