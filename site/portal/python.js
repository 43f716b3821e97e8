/** Python in this browser: what an activity gives and which option is elected, under the authority's readings. */

import { startEngine } from "../assets/engine.js";
import { asking } from "../calculator/asking.js";
import { withYear, yearOf } from "../calculator/draft.js";
import { candidate, change } from "./claim.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Work} Work */
/** @typedef {import("./types.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").OwnYear} OwnYear */

/** @type {ReturnType<typeof asking> | null} */
let python = null;
let turn = 0; // answers to what was asked before the newest act are not drawn

/** Starts Python, once: the pages before do not need it. @param {Page} page @param {Catalogue} catalogue */
export function start(page, catalogue) {
  if (python) return;
  const engine = startEngine({ onState: ({ name }) => {
    page.app.engine = name;
    page.draw();
  } });
  page.app.engine = engine.state.name;
  python = asking(engine, catalogue);
}

/**
 * The year as the authority would assess it: by the readings in force, the item (12) hours registered so far behind what
 * is entered.
 * @param {Page} page @param {Entry[]} [entries]
 */
function official({ app }, entries) {
  const { draft } = /** @type {Work} */ (app.work);
  const { readings: pinned, online } = /** @type {OwnYear} */ (app.year);
  const known = new Set(app.catalogue?.readings.filter(({ scope }) => scope === "assessment").map(({ reading }) => reading));
  const readings = Object.fromEntries(Object.entries(pinned).filter(([name]) => known.has(name)));
  const registered = online.map((entry, index) => ({ ...entry, id: `online-${index + 1}` }));
  return withYear({ ...draft, readings }, { done: [...(entries ?? yearOf(draft).done), ...registered] });
}

/** Assesses what is entered and draws it; a split stays with the option that it was accepted for. @param {Page} page */
export async function assess(page) {
  const mine = ++turn;
  try {
    const settled = await python?.settled(official(page));
    const { work } = page.app;
    if (!settled || !work || mine !== turn) return;
    const { split, splitOf } = yearOf(settled.draft);
    change(work, { split, splitOf });
    page.keep();
    if (settled.dropped.length > 0) page.app.notice = t("splitDropped");
    const found = await python?.year(settled.draft);
    if (!found || mine !== turn) return;
    const { answer, problems, splitProblem } = found;
    Object.assign(page.app, { answer, problems, splitProblem, fresh: true });
    page.draw();
  } catch {
    // a newer question took this one's place, or Python is down, which the page says elsewhere
  }
}

/** Shows what the entry being typed would give. @param {Page} page */
export async function preview(page) {
  const mine = ++turn;
  const { form, work, catalogue } = page.app;
  if (!form || !work || !catalogue) return;
  const { entry, entries } = candidate(form, work, catalogue);
  const dated = { date: `${work.draft.year}-01-01`, ...entry }; // its hours do not wait for its date
  const draft = official(page, entries.map((each) => (each === entry ? dated : each)));
  try {
    const answer = await python?.entries(draft, yearOf(draft).done);
    if (!answer || mine !== turn || page.app.form !== form) return;
    const judged = answer.errors ? undefined : answer.activities.find(({ id }) => id === entry.id);
    form.preview = !answer.errors && judged ? { answer, judged } : null;
    page.draw();
  } catch {
    // as above: then there is no preview
  }
}

/** What is wrong with an entry beside these others. @param {Page} page @param {Entry} entry @param {Entry[]} entries */
export async function problemsOf(page, entry, entries) {
  turn += 1;
  if (page.app.engine !== "ready") return [];
  const draft = official(page, entries);
  const answer = await python?.entries(draft, yearOf(draft).done);
  const path = `activities[${entries.indexOf(entry)}]`;
  return (answer?.errors ?? []).filter((each) => each.path === path || each.path.startsWith(`${path}.`));
}
