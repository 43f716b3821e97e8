/** What the whole list comes to: how many people stand where, which is also how to see them alone; what is missing. */

import { h } from "../assets/dom.js";
import { say } from "../assets/words.js";
import { fileInput } from "./intake.js";
import { called, figure, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */
/** @typedef {import("./types.js").StaffList} StaffList */
/** @typedef {import("./types.js").Summary} Summary */

const STANDS = /** @type {const} */ (["complete", "depends", "short", "pending", "unread"]);

/** @param {App} app @param {StaffList} list @param {Acts} act */
export function overview(app, list, act) {
  const summary = summaryOf(app, list);
  return h("section", { key: "overview", class: "overview", "aria-labelledby": "result-title" },
    h("h2", { id: "result-title", tabindex: "-1" }, called(list.name)),
    h("p", { class: "hint" }, list.sheet ? t("sheetOf", list.sheet, figure(list.rows)) : t("resultOf", figure(list.rows)),
      list.start > 1 && [t("and"), t("skipped", list.start)]),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "primary", onclick: () => act.download("results", ".xlsx") }, t("download")),
      h("button", { type: "button", "aria-label": t("downloadCsvLabel"), onclick: () => act.download("results", ".csv") }, t("downloadCsv")),
      fileInput(act, t("dropAnother"), "another")),
    list.problems.length > 0 && wrong(list),
    list.summaries.length > 1 && h("div", { key: "years", class: "segments", role: "group", "aria-label": t("year") },
      list.summaries.map(({ year }) => h("button", { type: "button", key: year, "aria-pressed": String(year === summary.year),
        onclick: () => act.look({ year }) }, year ?? t("noYear")))),
    tiles(app, summary, act),
    bar(summary),
    h("p", null, summary.missing_total + summary.missing_professional > 0
      ? t("missing", figure(summary.missing_total), figure(summary.missing_professional)) : summary.people > 0 && summary.complete === summary.people && t(list.problems.length > 0 ? "missingUnsure" : "missingNone")),
    summary.pending > 0 && h("p", { key: "pending", class: "hint" }, t("pendingText", figure(summary.pending))),
    summary.depends > 0 && h("p", { key: "depends", class: "hint" }, t("dependsText", figure(summary.depends)),
      h("a", { href: "../readings/" }, t("dependsLink"))));
}

/** What has to be put right before the figures below can be believed. @param {StaffList} list */
function wrong(list) {
  const [errors, warnings] = countsOf(list);
  return h("div", { key: "wrong", class: "notice strong" },
    h("p", null,
      errors > 0 && [h("strong", null, t("problems", figure(errors))), t("stop"), list.nobodys > 0 && t("nobodys", figure(list.nobodys)), " ", t("problemsText"), " "],
      warnings > 0 && [h("strong", null, t("warnings", figure(warnings))), t("stop"), t("warningsText"), " "],
      h("a", { href: "#problems-title", onclick: (/** @type {Event} */ event) => {
        event.preventDefault();
        document.getElementById("problems-title")?.focus();
      } }, t("problemsJump"))));
}

/** How many errors and how many warnings a list has. @param {StaffList} list @returns {[number, number]} */
export function countsOf(list) {
  const warnings = list.problems.filter(({ warning }) => warning).length;
  return [list.problems.length - warnings, warnings];
}

/** @param {App} app @param {StaffList} list @returns {Summary} */
export function summaryOf(app, list) {
  return list.summaries.find(({ year }) => year === app.view.year) ?? list.summaries[0];
}

/** @param {App} app @param {Summary} summary @param {Acts} act */
function tiles(app, summary, act) {
  /** @type {[import("./types.js").Filter, number][]} */
  const shown = [["all", summary.people], ["complete", summary.complete], ["depends", summary.depends], ["short", summary.short],
    ["pending", summary.pending], ["unread", summary.unread], ["left_out", summary.left_out]];
  return h("div", { class: "tiles", role: "group", "aria-label": t("filters") },
    shown.filter(([name, count]) => count > 0 || name === "complete" || name === "short" || name === "all").map(([name, count]) =>
      h("button", { type: "button", key: name, class: `tile ${name}`, "aria-pressed": String(app.view.filter === name),
        onclick: () => act.look({ filter: name }) },
      h("span", { class: "number" }, figure(count)),
      h("span", { class: "small" }, t(name === "left_out" ? "wrong" : name)))));
}

/** How the people divide, as one bar. @param {Summary} summary */
function bar(summary) {
  let from = 0;
  return h("svg", { class: "whole", width: "100%", height: 14, "aria-hidden": "true", focusable: "false" },
    STANDS.map((name) => {
      const share = (100 * summary[name]) / summary.people;
      const rect = share > 0 && h("rect", { key: name, class: name, x: `${from}%`, width: `${share}%`, height: 14 });
      from += share;
      return rect;
    }));
}

/** Other readings of what the law leaves open, for the whole list. @param {App} app @param {Acts} act */
export function readings(app, act) {
  if (app.readings.length === 0) return null;
  return h("details", { key: "readings", class: "panel readings" },
    h("summary", null, t("readings")),
    h("p", { class: "hint" }, t("readingsText"), " ", h("a", { href: "../readings/" }, t("dependsLink"))),
    app.readings.map(({ reading, citation, alternatives, ...law }) => h("fieldset", { class: "field", key: reading },
      h("legend", null, say(law, "question"), " ", h("span", { class: "optional", lang: "zh-CN" }, citation)),
      h("div", { class: "choices" }, alternatives.map((alternative, at) => {
        const id = `read-${reading}-${alternative.name}`;
        return h("div", { class: "choice", key: id },
          h("input", { type: "radio", id, name: reading, checked: (app.chosen[reading] ?? alternatives[0].name) === alternative.name,
            onchange: () => act.read(reading, at === 0 ? "" : alternative.name) }),
          h("label", { for: id }, say(alternative, "label")));
      })))));
}
