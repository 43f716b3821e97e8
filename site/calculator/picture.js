/** The year as a picture: what is elected and what adds to it, step by step, up to what is required; and what does not count. */

import { h } from "../assets/dom.js";
import { titled, yearOf } from "./draft.js";
import { statusText } from "./result.js";
import { t } from "./strings.js";

// In em, so that the drawing grows with the text: a row is a label with a bar beneath.
const ROW = 2.9;
const BAR = 1.1;
const LABEL = 1.2;
const HEAD = 1.4;
const WIDEST = 32; // of a label, in half widths of a Chinese character

/** @param {string} text */
function short(text) {
  let width = 0;
  for (const [index, glyph] of Array.from(text).entries()) {
    width += glyph > "\u2000" ? 2 : 1;
    if (width > WIDEST) return `${Array.from(text).slice(0, index).join("")}…`;
  }
  return text;
}

/** @param {number} length */
function em(length) {
  return `${length.toFixed(2)}em`;
}

/**
 * @param {import("./types.js").App} app
 * @param {import("./types.js").Answer} now the year without plans
 * @param {string} id what the ids of this drawing begin with
 */
export function picture(app, now, id) {
  const { done, plans } = yearOf(app.draft);
  const answer = app.planned ?? now;
  const { total: required, professional } = app.catalogue.annual;
  const planned = new Set(plans.map((each) => each.id));
  const titles = new Map(titled([...done, ...plans], app.catalogue.kinds).map((each) => [each.id, each.title]));
  const elects = new Set(answer.elected?.activities);
  const counting = answer.activities
    .filter(({ counts, hours }) => counts && hours > 0)
    .sort((one, other) => Number(elects.has(other.id)) - Number(elects.has(one.id))); // what is elected, then what adds to it
  const idle = answer.activities.filter(({ counts }) => !counts);
  const widest = Math.max(required, answer.total, ...idle.map(({ hours }) => hours));
  /** @param {string} activity */
  const name = (activity) => (planned.has(activity) ? t("picPlan", short(titles.get(activity) ?? "")) : short(titles.get(activity) ?? ""));
  /** @param {number} hours */
  const x = (hours) => `${(100 * hours) / widest}%`;
  // Achievements that add up under a ceiling give less than their sum: each is shown by its share of what is elected.
  const members = counting.filter(({ id: each }) => elects.has(each));
  const sum = members.reduce((total, { hours }) => total + hours, 0);
  const share = answer.elected && sum > 0 ? answer.elected.hours / sum : 1;

  let reached = 0;
  let top = HEAD;
  /** @type {import("../assets/dom.js").VNode[]} */
  const rows = [];
  /** @param {string} label @param {number | string} hours @param {number} from @param {number} width @param {string} look */
  const row = (label, hours, from, width, look) => {
    rows.push(step(label, hours, x(from), x(width), top, look));
    top += ROW;
  };
  for (const activity of counting) {
    const width = elects.has(activity.id) ? activity.hours * share : activity.hours;
    const words = elects.has(activity.id) || planned.has(activity.id) ? name(activity.id) : t("picAdds", name(activity.id));
    row(words, activity.hours, reached, width, planned.has(activity.id) ? "plan" : elects.has(activity.id) ? "part" : "adds");
    reached += width;
  }
  if (answer.missing.total > 0) row(t("picMissing"), answer.missing.total, reached, answer.missing.total, "missing");
  const bottom = top;
  row(t("picProfessional", answer.professional, professional), "", 0, answer.professional, answer.missing.professional > 0 ? "part" : "full");
  if (answer.missing.professional > 0) {
    rows.push(h("rect", { key: "lacking", class: "step missing", x: x(answer.professional), y: em(top - ROW + LABEL + 0.15), width: x(answer.missing.professional), height: em(BAR), rx: "2" }));
  }
  for (const activity of idle) row(t("picIdle", name(activity.id)), activity.hours, 0, activity.hours, "idle");
  const words = t("picture", statusText(app, answer), counting.map(({ id: each, hours }) => `${titles.get(each)} ${hours}`).join(t("comma")) || t("none"),
    idle.map(({ id: each, hours }) => `${titles.get(each)} ${hours}`).join(t("comma")) || t("none"));
  return h("figure", { class: "picture" },
    h("svg", { width: "100%", height: em(top), role: "img", "aria-labelledby": `${id}-title ${id}-words` },
      h("title", { id: `${id}-title` }, t("pictureTitle", answer.year)),
      h("desc", { id: `${id}-words` }, words),
      h("line", { class: "goal", x1: x(required), x2: x(required), y1: em(HEAD), y2: em(bottom) }),
      h("text", { class: "goal-text", x: x(required), y: em(1), "text-anchor": "end" }, t("picGoal", required)),
      rows));
}

/** @param {string} label @param {number | string} hours @param {string} x @param {string} width @param {number} top @param {string} kind */
function step(label, hours, x, width, top, kind) {
  return h("g", { key: top },
    h("text", { x: "0", y: em(top + LABEL - 0.3) }, `${label}  ${hours}`),
    h("rect", { class: `step ${kind}`, x, y: em(top + LABEL + 0.15), width, height: em(BAR), rx: "2" }));
}
