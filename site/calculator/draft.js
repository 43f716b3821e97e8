/**
 * What a person has entered: held in memory, kept on the device, sent nowhere. Also what any way in makes of it, and the
 * request that Python is asked; the file and the link are in carrying.js.
 */

import { say } from "./strings.js";

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Year} Year */
/** @typedef {import("./types.js").Kind} Kind */

export const KEPT = "calculator.draft";
const OPEN = "calculator.open"; // this tab is in the middle of it: a reload goes on without asking
const TYPED = "calculator.typed"; // the form that this tab is in the middle of

/** @param {number} year @returns {Draft} */
export function emptyDraft(year) {
  return { year, years: {}, readings: {} };
}

/** @param {Draft} draft @param {number} [year] @returns {Year} */
export function yearOf(draft, year = draft.year) {
  return draft.years[year] ?? { done: [], plans: [], split: null };
}

/** @param {Draft} draft @param {Partial<Year>} change @returns {Draft} the draft with its current year changed */
export function withYear(draft, change) {
  return { ...draft, years: { ...draft.years, [draft.year]: { ...yearOf(draft), ...change } } };
}

/** The draft with a way to complete its current year in the plan. @param {Draft} draft @param {import("./types.js").Way} way @returns {Draft} */
export function withWay(draft, { kind, facts, field, add }) {
  let next = draft;
  for (let count = 0; count < (field === null ? add : 1); count += 1) {
    const year = yearOf(next);
    const entry = { id: freshId(year), kind, title: "", date: `${draft.year}-12-31`, ...facts, ...(field !== null && { [field]: add }) };
    next = withYear(next, { plans: [...year.plans, entry] });
  }
  return next;
}

/** The split once Python has accepted it: no other one leaves the page. @param {Year} year */
export function acceptedSplit({ split, splitOf }) {
  return splitOf && splitOf.length > 0 ? split : null;
}

/** @param {Draft} draft */
export function isEmpty(draft) {
  return Object.values(draft.years).every(({ done, plans }) => done.length + plans.length === 0);
}

/**
 * The entries, each with a title: its own, or its kind's name, counted where there are several.
 * @param {Entry[]} entries @param {Kind[]} kinds
 */
export function titled(entries, kinds) {
  /** @type {Record<string, number>} */
  const counts = {};
  return entries.map((entry) => {
    const count = (counts[entry.kind] = (counts[entry.kind] ?? 0) + 1);
    if (entry.title !== "") return entry;
    const kind = kinds.find((each) => each.kind === entry.kind);
    const name = kind ? say(kind, "label") : entry.kind;
    return { ...entry, title: count > 1 ? `${name} ${count}` : name };
  });
}

/** An id that no entry of the year has. @param {Year} year */
export function freshId({ done, plans }) {
  return unused(new Set([...done, ...plans].map(({ id }) => id)));
}

/** @param {Set<string>} taken */
function unused(taken) {
  let count = taken.size + 1;
  while (taken.has(`a${count}`)) count += 1;
  return `a${count}`;
}

/**
 * The request for `ahce_core.api.assess`.
 * @param {Draft} draft @param {number} year @param {Entry[]} entries @param {number | null} [split]
 */
export function requestOf(draft, year, entries, split = null) {
  return {
    year,
    ...(Object.keys(draft.readings).length > 0 && { readings: draft.readings }),
    activities: entries,
    ...(split !== null && { elected_split: { general: split } }),
  };
}

/** The day in Anhui, wherever the browser is. @returns {string} such as 2026-03-01 */
export function today() {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date());
}

export function thisYear() {
  return Number(today().slice(0, 4));
}

/** @param {Draft} draft @param {boolean} open whether a reload of this tab should go on with it */
export function keep(draft, open = true) {
  try {
    if (isEmpty(draft)) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify({ draft, saved: today() }));
    if (open) sessionStorage.setItem(OPEN, "1");
  } catch {
    // Storage is off or full: the page works, it only forgets.
  }
}

/**
 * What the device holds, and the names of the readings in it that nobody knows any more.
 * @param {Pick<import("./types.js").Catalogue, "readings">} [catalogue]
 * @returns {{draft: Draft, saved: string, open: boolean, left: string[]} | null}
 */
export function kept(catalogue) {
  try {
    const text = localStorage.getItem(KEPT);
    if (text === null) return null;
    const { draft: held, saved } = JSON.parse(text);
    const draft = draftFrom(held);
    const { readings, left } = catalogue ? knownReadings(draft.readings, catalogue) : { readings: draft.readings, left: [] };
    return { draft: { ...draft, readings }, saved: String(saved), open: sessionStorage.getItem(OPEN) === "1", left };
  } catch {
    return null;
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEPT);
    sessionStorage.removeItem(OPEN);
  } catch {
    // nothing was kept then
  }
}

/** What is typed into a form, for a reload of this tab; null forgets it. @param {{address: string, values: Record<string, string | boolean>} | null} typed */
export function keepTyped(typed) {
  try {
    if (typed) sessionStorage.setItem(TYPED, JSON.stringify(typed));
    else sessionStorage.removeItem(TYPED);
  } catch {
    // as above
  }
}

/** @param {string} address the form's @returns {Record<string, string | boolean>} what was typed into it before a reload */
export function typedAt(address) {
  try {
    const typed = JSON.parse(sessionStorage.getItem(TYPED) ?? "null");
    return typed?.address === address && isRecord(typed.values) ? typed.values : {};
  } catch {
    return {};
  }
}

/** @param {unknown} value @returns {value is Record<string, any>} */
export function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A year as the store, a file or a link holds it, each entry with an id that no other one has; what the entries hold is
 * Python's to judge. Throws a TypeError where it is none.
 * @param {unknown} year @param {Record<string, unknown>} content @returns {Year}
 */
export function yearFrom(year, { done, plans, split, splitOf }) {
  if (!/^\d{4}$/.test(String(year))) throw new TypeError("not a year");
  /** @type {Set<string>} */
  const taken = new Set();
  /** @param {unknown} entries */
  const entriesFrom = (entries) => {
    if (!Array.isArray(entries)) throw new TypeError("no list of activities");
    return entries.map((entry) => {
      if (!isRecord(entry) || typeof entry.kind !== "string") throw new TypeError("not an activity");
      const { id, kind, title, ...facts } = entry;
      const own = String(id ?? "");
      const known = /** @type {Entry} */ ({ id: own === "" || taken.has(own) ? unused(taken) : own, kind, title: String(title ?? ""), ...facts });
      for (const name in known) if (known[name] === null) delete known[name];
      taken.add(known.id);
      return known;
    });
  };
  return {
    done: entriesFrom(done),
    plans: entriesFrom(plans ?? []),
    ...(typeof split === "number" ? { split, splitOf: Array.isArray(splitOf) ? splitOf.map(String) : [] } : { split: null }),
  };
}

/** @param {unknown} value @returns {Draft} the draft that a store or a link holds; throws a TypeError on anything else */
export function draftFrom(value) {
  if (!isRecord(value) || !isRecord(value.years) || !Number.isInteger(value.year)) throw new TypeError("not a draft");
  const draft = emptyDraft(value.year);
  for (const [year, content] of Object.entries(value.years)) draft.years[Number(year)] = yearFrom(year, content);
  if (isRecord(value.readings)) draft.readings = value.readings;
  return draft;
}

/**
 * The readings that the catalogue knows, and the names of those left out: nobody could choose them away.
 * @param {Record<string, unknown>} readings @param {Pick<import("./types.js").Catalogue, "readings">} catalogue
 * @returns {{readings: Record<string, string>, left: string[]}}
 */
export function knownReadings(readings, catalogue) {
  /** @type {Record<string, string>} */
  const known = {};
  const left = [];
  for (const [name, value] of Object.entries(readings)) {
    const law = catalogue.readings.find(({ reading, scope }) => reading === name && scope === "assessment");
    const chosen = law?.alternatives.find((each) => each.name === value);
    if (chosen) known[name] = chosen.name;
    else left.push(name);
  }
  return { readings: known, left };
}
