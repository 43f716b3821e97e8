/** An employer's ledger (Art. 15): the rows of a year, and the whole of it as a table or as data. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { get, getFile } from "../assets/registry/api.js";
import { save, saveJson } from "../assets/save.js";
import { english, say } from "../assets/words.js";
import { further } from "./paging.js";
import { label, t } from "./strings.js";
import { thisYear, yearField } from "./year.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {Record<string, any>} Row */

/** @param {App} app */
const year = (app) => Number(app.place[2] ?? thisYear());

/** @param {App} app @param {string | null} [after] */
function page(app, after) {
  return get(`/api/verifier/ledger?${new URLSearchParams({ scope: app.place[1], year: String(year(app)), ...(after && { after }) })}`);
}

/** @type {import("./types.js").View} */
export const ledger = {
  load: page,
  title: () => t("ledger"),
  draw: (app, tools) => [
    h("h1", { id: "page-title", tabindex: "-1" }, t("ledger")),
    h("p", { class: "lead" }, t("ledgerText"), " ", h("a", { class: "cite", href: "../regulation/#article-15", target: "_blank", rel: "noopener" }, t("article15"))),
    yearField(app, year(app), (chosen) => tools.go(`ledger/${app.place[1]}/${chosen}`)),
    app.data.rows.length === 0 ? h("p", null, t("noLedger")) : [
      h("div", { class: "actions", key: "save" },
        h("button", { type: "button", onclick: () => tools.run(() => saveTable(app)) }, t("saveTable")),
        h("button", { type: "button", onclick: () => tools.run(() => saveData(app)) }, t("saveJson"))),
      table(app)],
    further(app, tools, page),
  ],
};

/** @param {App} app */
function table(app) {
  const columns = app.terms.ledger_columns.map(({ name }) => name);
  return h("div", { class: "scroll", key: "table", tabindex: "0", role: "region", "aria-labelledby": "page-title" }, h("table", { class: "ledger" },
    h("thead", null, h("tr", null, columns.map((name) => h("th", { scope: "col", key: name, class: name === "hours" ? "number" : undefined }, label(app.terms.ledger_columns, name))))),
    h("tbody", null, app.data.rows.map((/** @type {Row} */ row, /** @type {number} */ index) => h("tr", { key: index },
      columns.map((name) => h("td", { key: name, class: name === "hours" ? "number" : undefined }, cell(row, name))))))));
}

/** @param {Row} row @param {string} name */
function cell(row, name) {
  if (name === "kind" || name === "status") return say(row, `${name}_label`);
  if (name === "date") return row.date ? dayText(row.date) : "";
  return typeof row[name] === "string" ? h("span", { lang: "zh-CN" }, row[name]) : row[name];
}

/** @param {App} app */
async function saveTable(app) {
  const query = new URLSearchParams({ scope: app.place[1], year: String(year(app)), language: english() ? "en" : "zh" });
  save(await getFile(`/api/verifier/ledger.csv?${query}`), `${t("ledgerFile", year(app))}.csv`);
}

/** @param {App} app */
async function saveData(app) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {string | null} */
  let after = null;
  do {
    /** @type {{rows: Row[], next: string | null}} */
    const read = await page(app, after);
    rows.push(...read.rows);
    after = read.next;
  } while (after !== null);
  saveJson(rows, t("ledgerFile", year(app)));
}
