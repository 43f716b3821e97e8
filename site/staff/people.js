/** The people and the errors, a page at a time, so that a list of any length stays quick. */

import { h } from "../assets/dom.js";
import { say } from "../assets/words.js";
import { figure, t } from "./strings.js";
import { countsOf, summaryOf } from "./overview.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */
/** @typedef {import("./types.js").StaffList} StaffList */
/** @typedef {import("./types.js").PersonYear} PersonYear */
/** @typedef {import("./types.js").Column} Column */

export const ON_A_PAGE = 50;

/** @type {{name: Column, word: import("./strings.js").Key, number: boolean}[]} */
const SORTED = [
  { name: "person", word: "person", number: false },
  { name: "total", word: "total", number: true },
  { name: "professional", word: "professional", number: true },
  { name: "missing_total", word: "missingTotal", number: true },
  { name: "missing_professional", word: "missingProfessional", number: true },
  { name: "left_out", word: "leftOut", number: true },
];

/** The people that the view asks for, in its order. @param {App} app @param {StaffList} list @returns {PersonYear[]} */
export function chosen(app, list) {
  const { filter, query, sort } = app.view;
  const { year } = summaryOf(app, list);
  const wanted = query.trim().toLowerCase();
  const people = list.people.filter((person) => person.year === year
    && (filter === "all" || (filter === "left_out" ? person.left_out > 0 : (person.verdict ?? "unread") === filter))
    && person.person.toLowerCase().includes(wanted));
  if (sort) {
    const { by, down } = sort;
    const sign = down ? -1 : 1;
    const collator = new Intl.Collator("zh-CN", { numeric: true });
    people.sort((one, other) => sign * (by === "person"
      ? collator.compare(one.person, other.person) : (one[by] ?? -1) - (other[by] ?? -1)));
  }
  return people;
}

/** @param {App} app @param {StaffList} list @param {Acts} act */
export function people(app, list, act) {
  const found = chosen(app, list);
  const { sort, query, page } = app.view;
  const shown = found.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE);
  const [wrong] = countsOf(list);
  return h("section", { key: "people", class: "people", "aria-label": t("tableCaption") },
    h("div", { class: "toolbar" },
      h("div", null, h("label", { for: "search" }, t("search")),
        h("input", { id: "search", type: "search", value: query, autocomplete: "off", spellcheck: "false",
          oninput: (/** @type {Event} */ event) => act.look({ query: /** @type {HTMLInputElement} */ (event.target).value }) })),
      h("div", { class: "narrow" }, h("label", { for: "sort" }, t("sortLabel")),
        h("select", { id: "sort", value: sort ? `${sort.by} ${sort.down}` : "",
          onchange: (/** @type {Event} */ event) => {
            const [by, down] = /** @type {HTMLSelectElement} */ (event.target).value.split(" ");
            act.look({ sort: by ? { by: /** @type {Column} */ (by), down: down === "true" } : null });
          } },
        h("option", { value: "" }, t("sortNone")),
        SORTED.map(({ name, word, number }) => h("option", { key: name, value: `${name} ${number}` }, t(word))))),
      h("p", { class: "count", role: "status" }, t("found", figure(found.length)))),
    found.length === 0
      ? h("p", { class: "nobody" }, t("nobody"), " ", h("button", { type: "button", onclick: () => act.look({ filter: "all", query: "" }) }, t("showAll")))
      : h("table", { role: "table", class: "staff-table" },
        h("caption", { class: "unseen" }, t("tableCaption")),
        h("thead", { role: "rowgroup" }, h("tr", { role: "row" },
          heading("person"), h("th", { key: "verdict", scope: "col", role: "columnheader" }, t("verdict")),
          heading("total"), heading("professional"), heading("missing_total"), heading("missing_professional"),
          h("th", { key: "elected", scope: "col", role: "columnheader", class: "elected" }, t("elected")),
          wrong > 0 && heading("left_out"))),
        h("tbody", { role: "rowgroup" }, shown.map((person, at) => h("tr", { key: page * ON_A_PAGE + at, role: "row" },
          h("th", { scope: "row", role: "rowheader" }, person.person),
          h("td", { role: "cell", class: "stand" }, h("span", { class: `stand ${person.verdict ?? "unread"}` }, t(person.verdict ?? "unread"))),
          number(person, "total"), number(person, "professional"), number(person, "missing_total"), number(person, "missing_professional"),
          h("td", { role: "cell", class: "elected", "data-head": t("elected") }, person.elected || t("nothingElected")),
          wrong > 0 && number(person, "left_out"))))),
    pager(page, found.length, (to) => act.look({ page: to })));

  /** @param {Column} name */
  function heading(name) {
    const { word, number: isNumber } = /** @type {typeof SORTED[0]} */ (SORTED.find((column) => column.name === name));
    const way = sort?.by === name ? (sort.down ? "descending" : "ascending") : undefined;
    return h("th", { key: name, scope: "col", role: "columnheader", class: isNumber ? "number" : "", "aria-sort": way },
      h("button", { type: "button", class: `sort ${way ?? ""}`, onclick: () => act.sort(name) }, t(word)));
  }

  /** @param {PersonYear} person @param {Exclude<Column, "person">} name */
  function number(person, name) {
    const { word } = /** @type {typeof SORTED[0]} */ (SORTED.find((column) => column.name === name));
    const value = person[name];
    const lacks = name.startsWith("missing") && (value ?? 0) > 0;
    const idle = (name.startsWith("missing") || name === "left_out") && value === 0;
    return h("td", { key: name, role: "cell", class: `number ${lacks ? "lack" : ""} ${idle ? "idle" : ""}`, "data-head": t(word) },
      figure(value));
  }
}

/** @param {App} app @param {StaffList} list @param {Acts} act */
export function problems(app, list, act) {
  if (list.problems.length === 0) return null;
  const page = app.problemPage;
  const [errors, warnings] = countsOf(list);
  return h("section", { key: "problems", class: "problems", "aria-labelledby": "problems-title" },
    h("h2", { id: "problems-title", tabindex: "-1" }, errors > 0 ? t("problems", figure(errors)) : t("warnings", figure(warnings))),
    h("p", null, errors > 0 && [warnings > 0 && [t("warnings", figure(warnings)), t("stop")], t("problemsText")], errors === 0 && t("warningsText")),
    h("table", { role: "table", class: "staff-table" },
      h("caption", { class: "unseen" }, t("problemsCaption")),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, [t("place"), t("value"), t("remedy")].map((head) =>
        h("th", { key: head, scope: "col", role: "columnheader" }, head)))),
      h("tbody", { role: "rowgroup" }, list.problems.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE).map((problem, at) =>
        h("tr", { key: page * ON_A_PAGE + at, role: "row" },
          h("th", { scope: "row", role: "rowheader", class: "place" },
            problem.column && h("span", { class: "number" }, `${problem.column}${problem.row}`),
            h("span", { class: "small" }, t("placeOf", list.sheet ? `${list.sheet} ` : "", problem.row), problem.heading && ` · ${problem.heading}`)),
          h("td", { role: "cell", class: "value" }, problem.value || h("em", null, t("empty"))),
          h("td", { role: "cell" }, problem.warning && [h("span", { class: "stand depends" }, t("warning")), " "], say(problem, "message")))))),
    pager(page, list.problems.length, act.turnProblems),
    h("button", { type: "button", onclick: () => act.download("problems", ".xlsx") }, t("problemsDownload")));
}

/** @param {number} page @param {number} count @param {(page: number) => void} turn */
function pager(page, count, turn) {
  const pages = Math.ceil(count / ON_A_PAGE);
  return pages > 1 && h("nav", { class: "pager", "aria-label": t("pages") },
    h("button", { type: "button", disabled: page === 0, onclick: () => turn(page - 1) }, t("previous")),
    h("span", null, t("pageOf", figure(page + 1), figure(pages))),
    h("button", { type: "button", disabled: page >= pages - 1, onclick: () => turn(page + 1) }, t("next")));
}
