/** What is claimed: each activity with the law's sentence, its check list and what the core makes of it. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { lawLink } from "../assets/parts.js";
import { say } from "../assets/words.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Case} Case */
/** @typedef {import("./types.js").Kind} Kind */

/** @param {App} app */
export function claim(app) {
  const given = /** @type {Case} */ (app.data.case);
  const { activities } = given.claim;
  return h("section", { class: "claim", key: "claim", "aria-labelledby": "claim-title" },
    h("h2", { id: "claim-title" }, t("claim")),
    activities.length === 0 && h("p", null, t("noClaim")),
    activities.map((activity) => claimed(app, given, activity)),
    assessment(app, given));
}

/** @param {App} app @param {Case} given @param {Case["claim"]["activities"][number]} activity */
function claimed(app, given, activity) {
  const kind = app.catalogue.kinds.find((each) => each.kind === activity.kind);
  const judged = given.assessment.activities.find(({ id }) => id === activity.id);
  return h("article", { class: "panel", key: activity.id },
    h("div", { class: "headline" },
      h("h3", { lang: "zh-CN" }, activity.title),
      judged && h("p", { class: "number" }, t("hoursOf", judged.hours))),
    facts(app, activity),
    judged && h("blockquote", { class: "law", lang: "zh-CN" }, judged.quote),
    judged && h("p", { class: "small" }, say(judged, "why"), " ", kind && lawLink(kind)),
    kind && checkList(app, kind, activity.id));
}

/** What was entered of an activity. @param {App} app @param {Case["claim"]["activities"][number]} activity */
export function facts(app, activity) {
  const kind = app.catalogue.kinds.find((each) => each.kind === activity.kind);
  return kind && h("dl", { class: "terms" },
    fact(t("kind"), say(kind, "label")),
    activity.date && fact(say(kind, "date_label"), dayText(activity.date)),
    kind.fields.filter(({ name }) => activity[name] !== undefined && activity[name] !== null && activity[name] !== false).map((field) =>
      fact(say(field, "label"), worded(field, activity[field.name]))));
}

/** @param {string} name @param {import("../assets/dom.js").Child} value */
export function fact(name, value) {
  return h("div", { key: name }, h("dt", null, name), h("dd", null, value));
}

/** A fact in words. @param {Record<string, any>} field @param {unknown} value */
function worded(field, value) {
  const choice = field.choices?.find((/** @type {{value: unknown}} */ each) => each.value === value);
  if (choice) return say(choice, "label");
  if (field.type === "date") return dayText(String(value));
  if (field.type === "boolean") return "✓";
  return [field.type === "text" ? h("span", { lang: "zh-CN" }, String(value)) : String(value), say(field, "unit") && ` ${say(field, "unit")}`];
}

/** Ticks are the verifier's own notes: nothing depends on them. @param {App} app @param {Kind} kind @param {string} activity */
function checkList(app, kind, activity) {
  /** @param {string} key @param {import("../assets/dom.js").Child} text */
  const line = (key, text) => h("li", { class: "choice", key },
    h("input", { type: "checkbox", id: key, checked: app.data.ticks.has(key), onchange: () => {
      if (!app.data.ticks.delete(key)) app.data.ticks.add(key);
    } }),
    h("label", { for: key }, text));
  return h("div", { class: "check field" },
    h("h4", null, t("check")), h("p", { class: "hint" }, t("checkHint")),
    h("ul", null,
      kind.conditions.map((condition, index) => line(`condition-${activity}-${index}`,
        [say(condition, "text"), h("q", { class: "law", lang: "zh-CN" }, condition.quote)])),
      kind.evidence.map((text, index) => line(`proof-${activity}-${index}`, [t("proofs"), t("colon"), say(text, "text")]))));
}

/** @param {App} app @param {Case} given */
function assessment(app, { assessment: year, claim: { activities } }) {
  const online = year.activities.filter(({ id }) => !activities.some((each) => each.id === id));
  return h("div", { class: "assessment", key: "assessment" },
    h("h3", null, t("assessed")),
    h("dl", { class: "figures" },
      fact(t("total"), h("span", { class: "number" }, year.total)), fact(t("professional"), h("span", { class: "number" }, year.professional)),
      fact(t("general"), h("span", { class: "number" }, year.general))),
    h("p", { class: year.complete ? "full" : "lack" }, year.complete ? t("complete") : t("short", year.missing.total, year.missing.professional)),
    online.length > 0 && h("p", { class: "small" }, t("online"), t("colon"), t("hoursOf", Math.round(10 * online.reduce((sum, { hours }) => sum + hours, 0)) / 10)),
    year.open_readings.filter(({ changes }) => changes).map((open) => reading(app, open)));
}

/** @param {App} app @param {Case["assessment"]["open_readings"][number]} open */
function reading(app, open) {
  const law = app.catalogue.readings.find(({ reading: name }) => name === open.reading);
  return law && h("div", { class: "panel care", key: open.reading },
    h("h4", null, say(law, "question"), " ", lawLink(law)),
    h("p", { class: "small" }, t("openLead")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say(law, "question") }, h("table", null,
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("alternative")), h("th", { scope: "col", class: "number" }, t("total")), h("th", { scope: "col", class: "number" }, t("professional")))),
      h("tbody", null, open.alternatives.map(({ name, total, professional }) => h("tr", { key: name },
        h("th", { scope: "row" }, say(law.alternatives.find((each) => each.name === name) ?? {}, "label"), name === open.chosen && t("chosen")),
        h("td", { class: "number" }, total), h("td", { class: "number" }, professional)))))));
}
