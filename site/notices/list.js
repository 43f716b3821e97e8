/** What is on notice in one place, narrowed to an employer where that is asked. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { say } from "../assets/words.js";
import { placeName } from "./regions.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */
/** @typedef {import("./types.js").Notice} Notice */

/** @param {App} app @param {Acts} act */
export function list(app, act) {
  const part = app.employer.trim();
  const shown = app.rows.filter(({ employer }) => (employer || t("self")).includes(part));
  return h("section", { key: "list", class: "list", "aria-labelledby": "list-title" },
    h("h2", { id: "list-title", tabindex: "-1" }, heading(app)),
    app.rows.length > 0 && h("div", { class: "toolbar", key: "toolbar" },
      h("div", null,
        h("label", { for: "employer" }, t("employer")),
        h("input", { id: "employer", value: app.employer, autocomplete: "off", "aria-describedby": "employer-hint",
          oninput: (/** @type {Event} */ event) => act.filter(/** @type {HTMLInputElement} */ (event.target).value) }),
        h("p", { id: "employer-hint", class: "hint" }, t("employerHint"))),
      part && h("p", { class: "count", key: "count", role: "status" }, t(app.next ? "foundSome" : "found", shown.length)),
      h("button", { type: "button", class: "printing", onclick: () => window.print() }, t("print"))),
    app.loading && app.rows.length === 0 && h("p", { key: "loading" }, t("loading")),
    !app.loading && !app.failure && app.rows.length === 0 && h("p", { key: "none", class: "none" }, t("none")),
    shown.length > 0 && table(app, shown),
    app.next !== null && h("div", { class: "actions more", key: "more" },
      h("button", { type: "button", onclick: act.more }, app.loading ? t("loading") : t("more"))));
}

/** @param {App} app */
function heading(app) {
  const read = (!app.loading && !app.failure) || app.rows.length > 0;
  return [h("span", { lang: "zh-CN" }, placeName(app.regions, app.region)), read && t(app.next ? "listedSome" : "listed", app.rows.length)];
}

/** @param {App} app @param {Notice[]} rows */
function table(app, rows) {
  return h("table", { class: "notice-table", key: "table", "aria-labelledby": "list-title" },
    h("thead", null, h("tr", null,
      h("th", { scope: "col" }, t("name")), h("th", { scope: "col" }, t("at")), h("th", { scope: "col" }, t("year")),
      h("th", { scope: "col" }, t("items")), h("th", { scope: "col", class: "number" }, t("hours")),
      h("th", { scope: "col" }, t("opened")), h("th", { scope: "col" }, t("lastDay")),
      h("th", { scope: "col", class: "objection" }, h("span", { class: "unseen" }, t("act"))))),
    h("tbody", null, rows.map((row) => h("tr", { key: row.notice },
      h("th", { scope: "row", lang: "zh-CN" }, row.name),
      h("td", { "data-head": t("at") }, employerOf(row)),
      h("td", { "data-head": t("year") }, row.year),
      h("td", { "data-head": t("items") }, itemsOf(app, row)),
      h("td", { "data-head": t("hours"), class: "number" }, row.total, h("span", { class: "small split" }, t("split", row.general, row.professional))),
      h("td", { "data-head": t("opened"), class: "day" }, dayText(row.opened)),
      h("td", { "data-head": t("lastDay"), class: "day" }, lastDay(row)),
      h("td", { class: "objection" }, h("a", { class: "button", href: `#${app.region}/${row.notice}` }, t("object"),
        h("span", { class: "unseen" }, t("colon"), h("span", { lang: "zh-CN" }, row.name), t("objectTo", row.year))))))));
}

/** @param {Notice} row */
export function employerOf(row) {
  return row.employer ? h("span", { lang: "zh-CN" }, row.employer) : t("self");
}

/** @param {Notice} row */
export function lastDay(row) {
  return row.last_day ? dayText(row.last_day) : [t("openEnded"), h("span", { class: "small note" }, say(row, "note"))];
}

/** What the hours come from, by the item's own name. @param {App} app @param {Notice} row */
export function itemsOf(app, row) {
  return h("ul", null, row.items.map((number) => {
    const item = app.items.get(number);
    return h("li", { key: number }, item ? [say(item, "label"), h("span", { class: "small cited" }, say(item, "citation"))] : number);
  }));
}
