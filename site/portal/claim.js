/** What is being entered for a year, as it would be declared. Which option is elected is Python's to say. */

import { inChinese } from "../assets/words.js";
import { freshId, titled, withYear, yearOf } from "../calculator/draft.js";
import { factsOf, valuesOf } from "../calculator/form.js";
import { calculatedYear } from "./keeping.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Work} Work */
/** @typedef {import("./types.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {NonNullable<App["form"]>} Form */

/** The catalogue without what is registered by itself and never declared. @param {Catalogue} catalogue @returns {Catalogue} */
export function declarable(catalogue) {
  const items = catalogue.items.filter(({ adds }) => !adds);
  return { ...catalogue, items, kinds: catalogue.kinds.filter(({ item }) => items.some((each) => each.item === item)) };
}

/** The entries, each with a title: a default one in Chinese, since the verifier reads it. @param {Work} work @param {Catalogue} catalogue */
export function entriesOf(work, catalogue) {
  return inChinese(() => titled(yearOf(work.draft).done, catalogue.kinds));
}

/** What is elected of it, as Python said; an empty list where nothing is. @param {App} app @returns {Entry[]} */
export function electedEntries({ work, catalogue, answer }) {
  if (!work || !catalogue || !answer) return [];
  const ids = answer.elected?.activities ?? [];
  return entriesOf(work, catalogue).filter(({ id }) => ids.includes(id));
}

/** Changes the year; files of what is gone go with it. @param {Work} work @param {Partial<import("../calculator/types.js").Year>} change */
export function change(work, change) {
  work.draft = withYear(work.draft, change);
  const ids = new Set(yearOf(work.draft).done.map(({ id }) => id));
  work.files = Object.fromEntries(Object.entries(work.files).filter(([activity]) => ids.has(activity)));
}

/** What the calculator on this device holds of the year and can be declared. @param {App} app @param {number} year @returns {Entry[]} */
export function calculated({ catalogue }, year) {
  const kinds = catalogue ? declarable(catalogue).kinds : [];
  return (calculatedYear(year)?.done ?? []).filter((entry) => kinds.some(({ kind }) => kind === entry.kind));
}

/** The form of a route: a new activity of a kind, or one that is there. @param {App} app @returns {Form | null} */
export function formOf({ route, catalogue, work, problems }) {
  const [name, index] = route.rest;
  const kind = catalogue?.kinds.find((each) => each.kind === name);
  if (!kind || !catalogue || !work) return null;
  const at = index === undefined ? null : Number(index);
  const entry = at === null ? undefined : yearOf(work.draft).done[at];
  const own = problems.filter(({ path }) => path.startsWith(`activities[${at}]`));
  return { name: "form", kind: kind.kind, index: at, values: valuesOf(kind, catalogue.common, work.draft.year, entry), problems: own, preview: null };
}

/** The entry in a form, and the year's entries with it. @param {Form} form @param {Work} work @param {Catalogue} catalogue */
export function candidate(form, work, catalogue) {
  const kind = /** @type {Catalogue["kinds"][number]} */ (catalogue.kinds.find((each) => each.kind === form.kind));
  const year = yearOf(work.draft);
  const facts = factsOf(kind, catalogue.common, form.values);
  const old = form.index === null ? null : year.done[form.index];
  const entry = /** @type {Entry} */ ({ id: old?.id ?? freshId(year), kind: form.kind, ...facts, title: String(facts.title ?? "") });
  return { entry, entries: old ? year.done.map((each) => (each === old ? entry : each)) : [...year.done, entry] };
}
