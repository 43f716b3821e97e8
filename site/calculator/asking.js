/** What Python is asked, each question once: a year, the year with its plans, all years side by side. */

import { requestOf, titled, yearOf } from "./draft.js";
import { say } from "./strings.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {(Answer & {errors?: undefined}) | {errors: Problem[]}} Outcome */

const REMEMBERED = 500;

/** @param {import("../assets/engine.js").Engine} engine @param {import("./types.js").Catalogue} catalogue */
export function asking(engine, { kinds }) {
  /** @type {Map<string, any>} */
  const answers = new Map();

  /** @param {string} door @param {object} request @returns {Promise<any>} */
  async function ask(door, request) {
    const text = JSON.stringify(request);
    const key = door + text;
    if (!answers.has(key)) {
      const answer = door === "assess" ? engine.assess(text) : engine.call("ahce_core.api", door, text);
      const parsed = JSON.parse(await answer);
      if (answers.size >= REMEMBERED) answers.clear();
      answers.set(key, parsed);
    }
    return answers.get(key);
  }

  /** @param {Draft} draft @param {number} year @param {Entry[]} entries @param {number | null} [split] */
  const request = (draft, year, entries, split) => requestOf(draft, year, titled(entries, kinds), split);

  return {
    /**
     * These entries as the draft's current year.
     * @param {Draft} draft @param {Entry[]} entries @returns {Promise<Outcome>}
     */
    entries: (draft, entries) => ask("assess", request(draft, draft.year, entries)),

    /**
     * The current year. A split that is not possible is told, and the proposed one taken.
     * @param {Draft} draft
     * @returns {Promise<{answer: Answer | null, planned: Answer | null, problems: Problem[], splitProblem: string | null}>}
     */
    async year(draft) {
      const { done, plans, split } = yearOf(draft);
      /** @type {Outcome} */
      let outcome = await ask("assess", request(draft, draft.year, done, split));
      let splitProblem = null;
      if (outcome.errors && split !== null && outcome.errors.every(({ path }) => path.startsWith("elected_split"))) {
        splitProblem = say(outcome.errors[0], "message");
        outcome = await ask("assess", request(draft, draft.year, done));
      }
      /** @type {Outcome | null} */
      const planned = plans.length > 0 ? await ask("assess", request(draft, draft.year, [...done, ...plans])) : null;
      return {
        answer: outcome.errors ? null : outcome,
        planned: planned && !planned.errors ? planned : null,
        problems: outcome.errors ?? [],
        splitProblem,
      };
    },

    /**
     * All years, where there are others than the current one; a year with errors waits until it is opened.
     * @param {Draft} draft
     * @returns {Promise<{others: Record<number, Answer>, sameWork: import("./types.js").SameWork[]}>}
     */
    async years(draft) {
      let years = Object.keys(draft.years).map(Number).filter((year) => yearOf(draft, year).done.length > 0);
      while (years.some((year) => year !== draft.year)) {
        const requests = years.map((year) => request(draft, year, yearOf(draft, year).done, yearOf(draft, year).split));
        const found = await ask("assess_years", { years: requests });
        if (!found.errors) {
          return { others: Object.fromEntries(found.years.map((/** @type {Answer} */ answer) => [answer.year, answer])), sameWork: found.same_work };
        }
        const wrong = new Set(found.errors.map((/** @type {Problem} */ { path }) => Number(/^years\[(\d+)\]/.exec(path)?.[1] ?? 0)));
        years = years.filter((_, index) => !wrong.has(index));
      }
      return { others: {}, sameWork: [] };
    },
  };
}
