/** What waits at a desk, the longest first; all declarations of a year; verifying plain ones together. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { get, send } from "../assets/registry/api.js";
import { failureOf } from "../assets/registry/refusal.js";
import { say } from "../assets/words.js";
import { deskName } from "./places.js";
import { further } from "./paging.js";
import { label, listed, t } from "./strings.js";
import { thisYear, yearField } from "./year.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */
/** @typedef {import("./types.js").Row} Row */

/**
 * @typedef {object} List
 * @property {Row[]} rows
 * @property {string | null} next
 * @property {number} [year] all declarations of it
 * @property {Set<string>} chosen to be verified together
 * @property {boolean} sure the evidence was checked
 * @property {boolean} asking whether to verify the chosen ones is being asked
 * @property {number} at which of them is being verified; 0: none
 * @property {{done: number, left: {row: Row, problem: Record<string, any>}[]} | null} outcome
 */

/** @param {Row} row */
const id = (row) => `${row.person}/${row.year}`;

/** @param {App} app @param {string | null} [after] @returns {Promise<{rows: Row[], next: string | null}>} */
async function page(app, after = null) {
  const [view, desk, scope, year = String(thisYear())] = app.place;
  const query = new URLSearchParams({ desk, scope, ...(view === "all" && { year }), ...(after && { after }) });
  return get(`/api/verifier/${view === "all" ? "cases" : "queue"}?${query}`);
}

/** @param {App} app @returns {Promise<List>} */
async function load(app) {
  const found = await page(app);
  if (app.place[0] === "queue") app.desk = app.place;
  return { ...found, chosen: new Set(), sure: false, asking: false, at: 0, outcome: null };
}

/** @type {import("./types.js").View} */
export const queue = {
  load,
  title: () => t("queue"),
  draw: (app, tools) => [
    h("h1", { id: "page-title", tabindex: "-1" }, t("queueOf"), deskName(app, app.place[1], app.place[2])),
    app.data.outcome && outcome(app),
    app.data.asking ? asking(app, tools) : [bulk(app, tools), list(app, tools, t("nothing"))],
  ],
  keys: () => ({ j: () => step(1), k: () => step(-1) }),
};

/** @type {import("./types.js").View} */
export const all = {
  load,
  title: () => t("all"),
  draw: (app, tools) => [
    h("h1", { id: "page-title", tabindex: "-1" }, t("allOf"), deskName(app, app.place[1], app.place[2])),
    yearField(app, Number(app.place[3] ?? thisYear()), (year) => tools.go([...app.place.slice(0, 3), year].join("/"))),
    list(app, tools, t("noneOfYear")),
  ],
  keys: () => ({ j: () => step(1), k: () => step(-1) }),
};

/** Moves to the next or the last declaration of the list. @param {number} by */
function step(by) {
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".cases a")]);
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

/** @param {App} app @param {Tools} tools @param {string} none */
function list(app, tools, none) {
  const data = /** @type {List} */ (app.data);
  if (data.rows.length === 0) return h("p", { key: "none" }, none);
  const several = plainOf(data).length > 1;
  return [
    h("ul", { class: several ? "cases ticked" : "cases", key: "cases" }, data.rows.map((row) => h("li", { key: id(row) },
      several && row.in_bulk && h("span", { class: "tick" }, h("input", { type: "checkbox", "aria-label": t("select", row.name, row.year),
        checked: data.chosen.has(id(row)), onchange: () => {
          if (!data.chosen.delete(id(row))) data.chosen.add(id(row));
          tools.draw();
        } })),
      h("a", { href: `#case/${id(row)}` }, h("strong", { lang: "zh-CN" }, row.name), ` ${t("yearOf", row.year)}`),
      h("p", { class: "small" },
        h("span", { class: `state ${tone(row.status)}` }, say(row, "status_label")), " ",
        row.since && t(app.place[0] === "queue" ? "since" : "sinceStatus", dayText(row.since)),
        app.place[1] === "bureau" && h("span", { lang: row.employer ? "zh-CN" : undefined }, ` ${row.employer || t("self")}`)),
      h("p", { class: "small" }, row.kinds.length > 0 ? [listed(row.kinds.map((name) => kindLabel(app, name))), t("colon"), t("hoursOf", row.hours)] : t("noOption")),
      row.doubts.length > 0 && h("p", { class: "small doubt" }, listed(row.doubts.map((name) => label(app.terms.doubts, name))))))),
    further(app, tools, page),
  ];
}

/** What a kind of activity is called. @param {App} app @param {string} name */
function kindLabel(app, name) {
  const kind = app.catalogue.kinds.find((each) => each.kind === name);
  return kind ? say(kind, "label") : name;
}

/** Those that may be verified together. @param {List} data */
function plainOf(data) {
  return data.rows.filter((row) => row.in_bulk);
}

/** The colour of a status: whether it went well, waits, or ended otherwise. @param {string} status */
export function tone(status) {
  if (["registered", "on_notice"].includes(status)) return "done";
  if (["refused", "closed", "annulled"].includes(status)) return "stop";
  return status === "submitted" ? "" : "care";
}

/** @param {App} app @param {Tools} tools */
function bulk(app, tools) {
  const data = /** @type {List} */ (app.data);
  const plain = plainOf(data);
  if (plain.length < 2) return null;
  return h("div", { class: "bulk", key: "bulk" },
    h("div", { class: "choice" },
      h("input", { type: "checkbox", id: "all-plain", checked: plain.every((row) => data.chosen.has(id(row))), onchange: (/** @type {Event} */ event) => {
        data.chosen = new Set(/** @type {HTMLInputElement} */ (event.target).checked ? plain.map(id) : []);
        tools.draw();
      } }),
      h("label", { for: "all-plain" }, t("selectPlain", plain.length))),
    data.chosen.size > 0 && h("button", { type: "button", key: "go", onclick: () => {
      Object.assign(data, { asking: true, outcome: null, sure: false });
      tools.draw();
      tools.focus("bulk-title");
    } }, t("bulk", data.chosen.size)));
}

/** @param {App} app @param {Tools} tools */
function asking(app, tools) {
  const data = /** @type {List} */ (app.data);
  const chosen = data.rows.filter((row) => data.chosen.has(id(row)));
  return h("section", { class: "panel care", key: "asking", "aria-labelledby": "bulk-title" },
    h("h2", { id: "bulk-title", tabindex: "-1" }, t("bulkTitle", chosen.length)),
    h("p", null, t("bulkText")),
    h("p", { lang: "zh-CN" }, listed(chosen.map(({ name }) => name))),
    h("div", { class: "field" }, h("div", { class: "choice" },
      h("input", { type: "checkbox", id: "sure", checked: data.sure, onchange: () => {
        data.sure = !data.sure;
        tools.draw();
      } }),
      h("label", { for: "sure" }, t("bulkSure")))),
    data.at > 0 && h("p", { key: "at", role: "status" }, t("bulkRunning", data.at, chosen.length)),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "primary", disabled: app.busy || !data.sure, onclick: () => verifyAll(app, tools, chosen) }, t("bulkGo", chosen.length)),
      h("button", { type: "button", disabled: app.busy, onclick: () => {
        data.asking = false;
        tools.draw();
        tools.focus("page-title");
      } }, t("cancel"))));
}

/** Verifies one after another, each as it stands now; what is refused is told and the others go on. @param {App} app @param {Tools} tools @param {Row[]} chosen */
function verifyAll(app, tools, chosen) {
  return tools.run(async () => {
    const data = /** @type {List} */ (app.data);
    /** @type {NonNullable<List["outcome"]>} */
    const result = { done: 0, left: [] };
    for (const [index, row] of chosen.entries()) {
      data.at = index + 1;
      tools.draw();
      try {
        const { revision } = await get(`/api/verifier/cases/${id(row)}`);
        await send("POST", `/api/verifier/cases/${id(row)}/verification`, { in_bulk: true, revision });
        result.done += 1;
      } catch (error) {
        const failure = failureOf(error);
        if (!["refused", "stale"].includes(failure.kind)) throw error;
        result.left.push({ row, problem: failure.problem });
      }
    }
    app.data = { ...await load(app), outcome: result };
    tools.draw();
    tools.focus("outcome-title");
  });
}

/** @param {App} app */
function outcome(app) {
  const { done, left } = app.data.outcome;
  return h("section", { class: `panel ${left.length ? "care" : "done"}`, key: "outcome" },
    h("h2", { id: "outcome-title", tabindex: "-1" }, t("bulkDone", done)),
    left.length > 0 && [h("p", null, t("bulkLeft", left.length)),
      h("ul", null, left.map((/** @type {{row: Row, problem: Record<string, any>}} */ { row, problem }) => h("li", { key: id(row) },
        h("a", { href: `#case/${id(row)}`, lang: "zh-CN" }, row.name), t("colon"), say(problem, "detail"))))]);
}
