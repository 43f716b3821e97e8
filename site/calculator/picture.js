/** The year as a picture: what is elected and what adds to it, step by step, up to what is required; and what does not count. */

import { h } from "../assets/dom.js";
import { titled, yearOf } from "./draft.js";
import { statusText } from "./result.js";
import { say, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Answer} Answer */
/** A bar with its label. @typedef {{key: string, label: string, hours: string, from: number, width: number, look: string, planned?: number, lacking?: number}} Row */

const WIDEST = 64; // of a title, in half widths of a Chinese character
const IDLE = 5; // rows of what does not count; the list above has them all

/** @param {string} text */
function short(text) {
  let width = 0;
  for (const [index, glyph] of Array.from(text).entries()) {
    width += glyph > "\u2000" ? 2 : 1;
    if (width > WIDEST) return `${Array.from(text).slice(0, index).join("")}…`;
  }
  return text;
}

/** Hours as the sum of tenths that they are. @param {number} hours */
function tenths(hours) {
  return Math.round(hours * 10) / 10;
}

/**
 * @param {App} app
 * @param {Answer} now the year without plans
 * @param {string} id what the ids of this drawing begin with
 */
export function picture(app, now, id) {
  const { done, plans } = yearOf(app.draft);
  const answer = app.planned ?? now;
  const { total: required } = app.catalogue.annual;
  const titles = new Map(titled([...done, ...plans], app.catalogue.kinds).map((each) => [each.id, each.title]));
  const idle = answer.activities.filter(({ counts }) => !counts);
  const widest = Math.max(required, answer.total, ...idle.map(({ hours }) => hours));
  /** @param {number} hours */
  const x = (hours) => `${(100 * hours) / widest}%`;
  /** @param {import("./types.js").Judged[]} activities */
  const told = (activities) => activities.map(({ id: each, hours }) => `${titles.get(each)} ${hours}`).join(t("comma")) || t("none");
  const words = t("picture", statusText(app, answer), told(answer.activities.filter(({ counts, hours }) => counts && hours > 0)), told(idle));
  /** @param {Row[]} rows */
  const drawn = (rows) => rows.map((row) => step(row, x, widest));
  return h("figure", { class: "picture" },
    app.planned && h("figcaption", { class: app.planned.complete ? "small full" : "small lack" }, t("planned", statusText(app, app.planned))),
    h("div", { class: "steps" },
      h("svg", { class: "goals", width: "100%", height: "100%", role: "img", "aria-labelledby": `${id}-title ${id}-words` },
        h("title", { id: `${id}-title` }, t("pictureTitle", answer.year)),
        h("desc", { id: `${id}-words` }, words),
        h("line", { class: "goal", x1: x(required), x2: x(required), y1: "1.5em", y2: "100%" })),
      h("div", { class: "step-row goal-row", "aria-hidden": "true" },
        h("p", { class: "label" }, h("span", { class: "words" }, t("picGoal", required)), gap(widest - required, x))),
      drawn(counting(app, answer, titles)), drawn([professionalOf(app, now, answer)])),
    h("div", { class: "steps" }, drawn(wasted(idle, titles)),
      idle.length > IDLE && h("p", { class: "label", "aria-hidden": "true" }, t("picIdleMore", idle.length - IDLE))));
}

/** What counts, step by step, then what is missing. @param {App} app @param {Answer} answer @param {Map<string, string>} titles @returns {Row[]} */
function counting(app, answer, titles) {
  const planned = new Set(yearOf(app.draft).plans.map((each) => each.id));
  const counts = answer.activities.filter((each) => each.counts && each.hours > 0);
  const elects = new Set(answer.elected?.activities);
  const members = counts.filter(({ id }) => elects.has(id));
  // Achievements that add up under a ceiling give less than their sum: each is shown by its share of what is elected.
  const sum = members.reduce((total, { hours }) => total + hours, 0);
  const share = answer.elected && sum > 0 ? answer.elected.hours / sum : 1;
  let reached = 0;
  /** @type {Row[]} */
  const rows = [];
  /** @param {Omit<Row, "from">} row */
  const next = (row) => {
    rows.push({ ...row, from: reached });
    reached += row.width;
  };
  for (const { id, hours } of members) {
    const title = short(titles.get(id) ?? "");
    next({ key: id, label: planned.has(id) ? t("picPlan", title) : title, hours: t("picHours", hours), width: hours * share, look: planned.has(id) ? "plan" : "part" });
  }
  for (const { key, title, hours, plan } of added(app, counts.filter(({ id }) => !elects.has(id)), titles, planned)) {
    next({ key, label: t(plan ? "picPlan" : "picAdds", title), hours: t("picHours", hours), width: hours, look: plan ? "plan" : "adds" });
  }
  const { missing } = answer;
  if (missing.total > 0) next({ key: "missing", label: t("picMissing"), hours: t("picHours", missing.total), width: missing.total, look: "missing" });
  return rows;
}

/** How much is professional: by now, and with the plan. @param {App} app @param {Answer} now @param {Answer} answer with the plan, where there is one @returns {Row} */
function professionalOf({ catalogue, planned }, now, answer) {
  const label = t("picProfessional", now.professional, catalogue.annual.professional);
  const width = Math.min(now.professional, answer.professional);
  return {
    key: "professional", label: planned ? t("picProfessionalPlanned", label, answer.professional) : label, hours: "", from: 0, width,
    look: now.missing.professional > 0 ? "part" : "full", planned: tenths(answer.professional - width), lacking: answer.missing.professional,
  };
}

/**
 * What adds up on top of the elected option: one row a subject where there are several.
 * @param {App} app @param {import("./types.js").Judged[]} counts @param {Map<string, string>} titles @param {Set<string>} planned
 */
function added({ catalogue, draft }, counts, titles, planned) {
  const entries = new Map([...yearOf(draft).done, ...yearOf(draft).plans].map((entry) => [entry.id, entry]));
  /** @type {Map<string, import("./types.js").Judged[]>} */
  const groups = new Map();
  for (const each of counts) {
    const key = `${planned.has(each.id)} ${each.item} ${entries.get(each.id)?.subject}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups].map(([key, group]) => {
    const entry = entries.get(group[0].id);
    const item = catalogue.items.find((each) => each.item === group[0].item) ?? {};
    const subject = catalogue.kinds.find(({ kind }) => kind === entry?.kind)?.fields.find(({ name }) => name === "subject");
    const words = say(subject?.choices?.find(({ value }) => value === entry?.subject) ?? {}, "label");
    return {
      key: group.length === 1 ? group[0].id : key,
      title: group.length === 1 ? short(titles.get(group[0].id) ?? "") : t("picSeveral", say(item, "label"), words, group.length),
      hours: tenths(group.reduce((total, { hours }) => total + hours, 0)),
      plan: planned.has(group[0].id),
    };
  });
}

/** @param {import("./types.js").Judged[]} idle @param {Map<string, string>} titles @returns {Row[]} */
function wasted(idle, titles) {
  return idle.slice(0, IDLE).map(({ id, hours }) =>
    ({ key: id, label: t("picIdle", short(titles.get(id) ?? "")), hours: t("picHours", hours), from: 0, width: hours, look: "idle" }));
}

/** Room that is left free beside a label, so that the label stands above its bar. @param {number} hours @param {(hours: number) => string} x */
function gap(hours, x) {
  return h("svg", { class: "gap", width: x(Math.max(0, hours)), height: "1" });
}

/** A bar beneath its label, which begins with the bar, or ends with it where the bar is far to the right. @param {Row} row @param {(hours: number) => string} x @param {number} widest */
function step({ key, label, hours, from, width, look, planned = 0, lacking = 0 }, x, widest) {
  const late = from > widest / 2;
  const words = h("span", { class: "words" }, label, hours && " ", hours && h("span", { class: "worth-hours" }, hours));
  return h("div", { key, class: "step-row", "aria-hidden": "true" },
    h("p", { class: late ? "label late" : "label" }, late ? [words, gap(widest - from - width, x)] : [gap(from, x), words]),
    h("svg", { class: "lane", width: "100%", height: "1.1em", focusable: "false" },
      h("rect", { class: `step ${look}`, x: x(from), y: "0", width: x(width), height: "100%", rx: "2" }),
      planned > 0 && h("rect", { key: "planned", class: "step plan", x: x(from + width), y: "0", width: x(planned), height: "100%", rx: "2" }),
      lacking > 0 && h("rect", { key: "lacking", class: "step missing", x: x(from + width + planned), y: "0", width: x(lacking), height: "100%", rx: "2" })));
}
