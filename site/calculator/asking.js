/** What Python is asked, each question once: a year, the year with its plans, all years side by side. */

import { acceptedSplit, requestOf, titled, withWay, withYear, yearOf } from "./draft.js";
import { say } from "./strings.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {(Answer & {errors?: undefined}) | {errors: Problem[]}} Outcome */

const REMEMBERED = 500;

/** @returns {import("./types.js").Across} */
export function nothingAcross() {
  return { sameWork: [], likeTitles: [], otherYears: [] };
}

/** @param {string[]} some @param {string[]} others */
function same(some, others) {
  return some.length === others.length && some.every((id) => others.includes(id));
}

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

  /**
   * These entries as a year, by the split that the person chose while it stands: a split that is refused, or that was made
   * for another option than the one that is elected now, gives way to the proposed one.
   * @param {Draft} draft @param {number} year @param {Entry[]} entries
   * @returns {Promise<{outcome: Outcome, stands: boolean, refused: string | null}>}
   */
  async function asSplit(draft, year, entries) {
    const { split, splitOf = [] } = yearOf(draft, year);
    let refused = null;
    if (split !== null) {
      /** @type {Outcome} */
      const outcome = await ask("assess", request(draft, year, entries, split));
      const problem = outcome.errors?.find(({ path }) => path.startsWith("elected_split"));
      const option = outcome.errors ? splitOf : (outcome.elected?.activities ?? []);
      if (!problem && (splitOf.length === 0 || same(option, splitOf))) return { outcome, stands: true, refused };
      if (problem) refused = say(problem, "message");
    }
    return { outcome: await ask("assess", request(draft, year, entries)), stands: split === null, refused };
  }

  /**
   * The answer with what each way to complete the year comes to once it is in the plan: a split that was made for what is
   * elected now does not bind another option.
   * @param {Draft} draft @param {Answer} answer of its current year @returns {Promise<Answer>}
   */
  async function asPlanned(draft, answer) {
    if (yearOf(draft).split === null) return answer;
    const ways = [];
    for (const way of answer.ways_to_complete) {
      const { done, plans } = yearOf(withWay(draft, way));
      const { outcome } = await asSplit(draft, draft.year, [...done, ...plans]);
      ways.push(outcome.errors ? way : { ...way, total: outcome.total, professional: outcome.professional });
    }
    return { ...answer, ways_to_complete: ways };
  }

  return {
    /**
     * These entries as the draft's current year.
     * @param {Draft} draft @param {Entry[]} entries @returns {Promise<Outcome>}
     */
    entries: async (draft, entries) => (await asSplit(draft, draft.year, entries)).outcome,

    /**
     * The draft with each split bound to the option that it was accepted for, and without those whose option has gone.
     * One that was just typed and is refused waits to be mended.
     * @param {Draft} draft
     * @returns {Promise<{draft: Draft, dropped: number[]}>} dropped: the years that lost their split
     */
    async settled(draft) {
      const years = { ...draft.years };
      const dropped = [];
      for (const year of Object.keys(years).map(Number)) {
        const { done, plans, split, splitOf } = yearOf(draft, year);
        if (split === null) continue;
        const { outcome, stands } = await asSplit(draft, year, done);
        if (outcome.errors) continue; // what is wrong with the entries comes first
        if (stands && !splitOf?.length) years[year] = { done, plans, split, splitOf: outcome.elected?.activities };
        if (stands || !splitOf) continue;
        years[year] = { done, plans, split: null };
        dropped.push(year);
      }
      const changed = Object.keys(years).some((year) => years[year] !== draft.years[year]);
      return { draft: changed ? { ...draft, years } : draft, dropped };
    },

    /**
     * The current year. A split that is not possible is told, and the proposed one taken.
     * @param {Draft} draft
     * @returns {Promise<{answer: Answer | null, planned: Answer | null, problems: Problem[], planProblems: Problem[],
     *   splitProblem: string | null}>} paths of planProblems begin with `plans[0]`
     */
    async year(draft) {
      const { done, plans } = yearOf(draft);
      const { outcome, refused } = await asSplit(draft, draft.year, done);
      const planned = plans.length > 0 ? (await asSplit(draft, draft.year, [...done, ...plans])).outcome : null;
      return {
        answer: outcome.errors ? null : await asPlanned(withYear(draft, { plans: [] }), outcome),
        planned: planned && !planned.errors ? await asPlanned(draft, planned) : null,
        problems: outcome.errors ?? [],
        planProblems: outcome.errors ? [] : (planned?.errors ?? []).map((problem) => ({
          ...problem, path: problem.path.replace(/^activities\[(\d+)\]/, (_, index) => `plans[${index - done.length}]`),
        })),
        splitProblem: refused,
      };
    },

    /**
     * All years and what one sees only across them; a year with errors waits until it is opened.
     * @param {Draft} draft
     * @returns {Promise<Pick<import("./types.js").App, "others" | "across">>}
     */
    async years(draft) {
      let years = Object.keys(draft.years).map(Number).filter((year) => yearOf(draft, year).done.length > 0);
      while (years.length > 0) {
        const requests = years.map((year) => request(draft, year, yearOf(draft, year).done, acceptedSplit(yearOf(draft, year))));
        const found = await ask("assess_years", { years: requests });
        if (!found.errors) {
          const { same_work: sameWork, like_titles: likeTitles, other_years: otherYears } = found;
          const others = Object.fromEntries(found.years.map((/** @type {Answer} */ answer) => [answer.year, answer]));
          return { others, across: { sameWork, likeTitles, otherYears } };
        }
        const wrong = new Set(found.errors.map((/** @type {Problem} */ { path }) => Number(/^years\[(\d+)\]/.exec(path)?.[1] ?? 0)));
        years = years.filter((_, index) => !wrong.has(index));
      }
      return { others: {}, across: nothingAcross() };
    },
  };
}
