/** What leaves the page by the person's own hand: a summary as text, and a question to the HRSS bureau. */

import { titled, yearOf } from "./draft.js";
import { facts } from "./year.js";
import { say, t, inChinese } from "./strings.js";
import { statusText } from "./result.js";

/** @typedef {import("./types.js").App} App */

/** How the open readings that matter were read and what the others come to, a sentence each. @param {App} app @param {import("./types.js").Answer} answer @returns {string[]} */
export function readingLines({ catalogue }, { open_readings, together }) {
  const lines = open_readings.filter(({ changes }) => changes).map(({ reading, chosen, alternatives }) => {
    const law = catalogue.readings.find((each) => each.reading === reading) ?? { alternatives: [] };
    const outcomes = alternatives.map(({ name, total, professional }) =>
      t(name === chosen ? "recordChosen" : "recordOther", say(law.alternatives.find((each) => each.name === name) ?? {}, "label"), total, professional));
    return `${say(law, "question")} ${outcomes.join(t("comma"))}`;
  });
  return together ? [...lines, say(together, "why")] : lines;
}

/** @param {App} app */
export function summaryText(app) {
  const answer = /** @type {import("./types.js").Answer} */ (app.answer);
  const lines = titled(yearOf(app.draft).done, app.catalogue.kinds).map((entry) => {
    const kind = app.catalogue.kinds.find((each) => each.kind === entry.kind);
    const judged = answer.activities.find(({ id }) => id === entry.id);
    return [`· ${entry.title}`, kind && facts(kind, entry).join(t("dot")), judged && t("textHours", judged.hours, t(judged.counts ? "counts" : "countsNot")), kind && say(kind, "citation")]
      .filter(Boolean).join(t("dot"));
  });
  return [t("textTitle", answer.year), statusText(app, answer), t("textFigures", answer.total, answer.professional, answer.general),
    "", ...lines, "", say(answer, "elected_why"), ...readingLines(app, answer), t("rules", answer.rules_version), t("estimateShort"), location.origin + location.pathname].join("\n");
}

/** A way to read the law, by its place, with what it comes to. @param {number} number @param {string} label @param {import("./types.js").Figures} figures */
function asAlternative(number, label, { total, professional, complete }) {
  return t("askAlternative", number, label, total, professional, t(complete ? "complete" : "short"));
}

/** @param {import("./types.js").Reading} law @param {string | undefined} chosen @returns {string} */
function labelOf({ alternatives }, chosen) {
  return alternatives.find(({ name }) => name === chosen)?.label ?? "";
}

/**
 * What is asked about an open reading, to be spelled in Chinese.
 * @param {import("./types.js").Reading} law @param {import("./types.js").OpenReading} reading
 */
export function readingAsked(law, reading) {
  return () => [t("askReading", law.citation, law.quote), law.question,
    ...reading.alternatives.map((alternative, index) => asAlternative(index + 1, labelOf(law, alternative.name), alternative)), t("askWhich")];
}

/**
 * What is asked about readings that matter only together, to be spelled in Chinese.
 * @param {import("./types.js").Reading[]} laws @param {import("./types.js").Answer} answer @param {import("./types.js").Together} together
 */
export function togetherAsked(laws, answer, together) {
  return () => [...laws.flatMap((law) => [t("askReading", law.citation, law.quote), law.question]),
    asAlternative(1, laws.map((law) => labelOf(law, answer.open_readings.find(({ reading }) => reading === law.reading)?.chosen)).join(t("comma")), answer),
    asAlternative(2, laws.map((law) => labelOf(law, together.readings[law.reading])).join(t("comma")), together), t("askWhich")];
}

/**
 * A question with all its facts, in Chinese, since the bureau reads it; titles only where they were typed.
 * @param {App} app
 * @param {() => string[]} [about] what is asked; else whether the year is calculated right
 */
export function question(app, about) {
  return inChinese(() => {
    const { done } = yearOf(app.draft);
    const answer = app.answer;
    const lines = done.map((entry, index) => {
      const kind = app.catalogue.kinds.find((each) => each.kind === entry.kind);
      const typed = entry.title ? `“${entry.title}”` : "";
      const judged = answer?.activities.find(({ id }) => id === entry.id);
      return `${index + 1}. ${kind ? `${say(kind, "label")}${typed}：${facts(kind, { ...entry, title: say(kind, "label") }).join(t("dot"))}` : entry.kind}${judged ? `（${kind?.citation}，${t("textHours", judged.hours, t(judged.counts ? "counts" : "countsNot"))}）` : ""}`;
    });
    const asked = about ? about() : [answer ? `${t("askResult")}${statusText(app, answer)}` : "", t("askRight")];
    return [t("askHello"), "", t("askFacts", app.draft.year), ...lines, "", ...asked, "", t("askThanks"), t("rules", app.catalogue.rules_version)].join("\n");
  });
}
