/**
 * What a person has entered: held in memory, kept on the device, sent nowhere. Also the ways in and out of it: the
 * request that Python is asked, the file, the link.
 */

import { say } from "./strings.js";

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Year} Year */
/** @typedef {import("./types.js").Kind} Kind */

const KEPT = "calculator.draft";
const OPEN = "calculator.open"; // this tab is in the middle of it: a reload goes on without asking
const LINK = "1"; // the version of the link's spelling

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
  const taken = new Set([...done, ...plans].map(({ id }) => id));
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

/** @returns {{draft: Draft, saved: string, open: boolean} | null} what the device holds */
export function kept() {
  try {
    const text = localStorage.getItem(KEPT);
    if (text === null) return null;
    const { draft, saved } = JSON.parse(text);
    return { draft: draftFrom(draft), saved: String(saved), open: sessionStorage.getItem(OPEN) === "1" };
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

/** @param {unknown} value @returns {value is Record<string, any>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} entries @returns {Entry[]} the entries with an id each; what they hold is Python's to judge */
function entriesFrom(entries) {
  if (!Array.isArray(entries)) throw new TypeError("no list of activities");
  return entries.map((entry, index) => {
    if (!isRecord(entry) || typeof entry.kind !== "string") throw new TypeError("not an activity");
    const { id, kind, title, ...facts } = entry;
    const known = /** @type {Entry} */ ({ id: String(id ?? `a${index + 1}`), kind, title: String(title ?? ""), ...facts });
    for (const name in known) if (known[name] === null) delete known[name];
    return known;
  });
}

/** @param {unknown} value @returns {Draft} the draft that a store or a file holds; throws a TypeError on anything else */
export function draftFrom(value) {
  if (!isRecord(value) || !isRecord(value.years) || !Number.isInteger(value.year)) throw new TypeError("not a draft");
  const draft = emptyDraft(value.year);
  for (const [year, content] of Object.entries(value.years)) {
    if (!/^\d{4}$/.test(year) || !isRecord(content)) throw new TypeError("not a year");
    draft.years[year] = {
      done: entriesFrom(content.done),
      plans: entriesFrom(content.plans ?? []),
      split: typeof content.split === "number" ? content.split : null,
    };
  }
  if (isRecord(value.readings)) draft.readings = value.readings;
  return draft;
}

/**
 * The file: whole requests, so that each of `years` is one that `ahce assess` takes.
 * @param {Draft} draft @param {import("./types.js").Catalogue} catalogue
 */
export function fileOf(draft, { kinds, rules_version }) {
  const years = Object.keys(draft.years).filter((year) => yearOf(draft, Number(year)).done.length > 0);
  const plans = Object.entries(draft.years).filter(([, content]) => content.plans.length > 0);
  return {
    rules_version,
    saved: today(),
    years: years.map((year) => requestOf(draft, Number(year), titled(draft.years[year].done, kinds), draft.years[year].split)),
    plans: Object.fromEntries(plans.map(([year, content]) => [year, content.plans])),
  };
}

/**
 * What a file adds to a draft: its years take the place of the same years.
 * @param {string} text @param {Draft} draft
 * @returns {{draft: Draft, rules: string | null}} throws where the text is no such file
 */
export function fromFile(text, draft) {
  const value = JSON.parse(text.replace(/^\uFEFF/, ""));
  if (!isRecord(value)) throw new TypeError("not a file of years");
  const requests = Array.isArray(value.years) ? value.years : [value];
  /** @type {Draft} */
  let next = draft;
  for (const request of requests) {
    if (!isRecord(request) || !Number.isInteger(request.year)) throw new TypeError("not a year");
    const year = {
      done: entriesFrom(request.activities),
      plans: entriesFrom(isRecord(value.plans) ? (value.plans[request.year] ?? []) : []),
      split: isRecord(request.elected_split) ? (request.elected_split.general ?? null) : null,
    };
    const readings = isRecord(request.readings) ? request.readings : {};
    next = { ...next, year: request.year, years: { ...next.years, [request.year]: year }, readings: { ...next.readings, ...readings } };
  }
  if (next === draft) throw new TypeError("no year in it");
  return { draft: next, rules: typeof value.rules_version === "string" ? value.rules_version : null };
}

/**
 * The current year in a link's fragment, which browsers never send: `#1.<base64url>`, the rules' version inside.
 * @param {Draft} draft @param {string} rules
 */
export function linkOf(draft, rules) {
  const { done, plans, split } = yearOf(draft);
  /** @param {Entry} entry */
  const bare = ({ id: _, kind, title, ...facts }) => [kind, title, facts];
  const text = JSON.stringify([rules, draft.year, done.map(bare), plans.map(bare), split, draft.readings]);
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  const code = btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return `${location.origin}${location.pathname}#${LINK}.${code}`;
}

/**
 * @param {string} fragment
 * @returns {{draft: Draft, rules: string} | null} null where there is no link's state; throws where it is damaged
 */
export function fromLink(fragment) {
  const [, version, code] = /^#(\d+)\.(.+)$/.exec(fragment) ?? [];
  if (code === undefined) return null;
  if (version !== LINK) throw new TypeError("a link of another version");
  const bytes = Uint8Array.from(atob(decodeURIComponent(code).replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
  const [rules, year, done, plans, split, readings] = JSON.parse(new TextDecoder().decode(bytes));
  /** @param {unknown[]} entries */
  const full = (entries) => entries.map((entry, index) => {
    const [kind, title, facts] = /** @type {[string, string, object]} */ (entry);
    return { ...facts, id: `a${index + 1}`, kind, title };
  });
  const all = full([...done, ...plans]);
  return {
    draft: draftFrom({ year, years: { [year]: { done: all.slice(0, done.length), plans: all.slice(done.length), split } }, readings }),
    rules: String(rules),
  };
}
