/** The ways in and out of what a person has entered: the file and the link. What is left out of a file is named. */

import { acceptedSplit, draftFrom, isRecord, knownReadings, requestOf, titled, today, yearFrom, yearOf } from "./draft.js";

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Year} Year */
/** @typedef {import("./types.js").Catalogue} Catalogue */
/**
 * @typedef {object} Arrival what came in
 * @property {string | null} rules the version of the rules that it was saved under
 * @property {string[]} left what was left out of it, by name
 */

const LINK = "1"; // the version of the link's spelling
const FILE_KEYS = ["rules_version", "saved", "years", "plans"];
const REQUEST_KEYS = ["year", "readings", "activities", "elected_split"];

/**
 * The file: whole requests, so that each of `years` is one that `ahce assess` takes.
 * @param {Draft} draft @param {Catalogue} catalogue
 */
export function fileOf(draft, { kinds, rules_version }) {
  const years = Object.keys(draft.years).filter((year) => yearOf(draft, Number(year)).done.length > 0);
  const plans = Object.entries(draft.years).filter(([, content]) => content.plans.length > 0);
  return {
    rules_version,
    saved: today(),
    years: years.map((year) => requestOf(draft, Number(year), titled(draft.years[year].done, kinds), acceptedSplit(draft.years[year]))),
    plans: Object.fromEntries(plans.map(([year, content]) => [year, content.plans])),
  };
}

/** Whether the rules have a year. @param {number} year @param {Pick<Catalogue, "years">} catalogue */
function modelled(year, { years }) {
  return year >= years.min && year <= years.max;
}

/** The years that hold anything, in their order. @param {Draft} draft */
export function filledYears(draft) {
  return Object.keys(draft.years).map(Number).filter((year) => yearOf(draft, year).done.length + yearOf(draft, year).plans.length > 0);
}

/**
 * A draft with years from elsewhere in the place of the same years. The readings are those of all years: where others
 * stay, so do their readings, and `differing` names what the newcomers would have had otherwise.
 * @param {Draft} draft @param {Record<string, Year>} years @param {Record<string, string>} readings @param {Catalogue} catalogue
 * @returns {{draft: Draft, differing: string[]}}
 */
export function withOthers(draft, years, readings, catalogue) {
  const stay = filledYears(draft).some((year) => !(year in years));
  const next = { ...draft, years: { ...draft.years, ...years }, readings: stay ? draft.readings : readings };
  const adopted = Object.fromEntries(catalogue.readings.map(({ reading, alternatives }) => [reading, alternatives[0].name]));
  const differing = Object.keys(adopted).filter((name) => (readings[name] ?? adopted[name]) !== (next.readings[name] ?? adopted[name]));
  return { draft: next, differing };
}

/**
 * What a file adds to a draft: its years take the place of the same years.
 * @param {string} text @param {Draft} draft @param {Catalogue} catalogue
 * @returns {Arrival & {draft: Draft, years: number[], unknown: number[], differing: string[]}} unknown: years that the rules
 *   do not have, left out; throws where the text is no such file
 */
export function fromFile(text, draft, catalogue) {
  const value = JSON.parse(text);
  if (!isRecord(value)) throw new TypeError("not a file of years");
  const several = Array.isArray(value.years);
  const requests = several ? value.years : [value];
  const plans = isRecord(value.plans) ? value.plans : {};
  const left = Object.keys(value).filter((key) => !FILE_KEYS.includes(key) && (several || !REQUEST_KEYS.includes(key)));
  /** @type {Record<string, Year>} */
  const years = {};
  /** @type {Record<string, unknown>} */
  let readings = {};
  for (const request of requests) {
    if (!isRecord(request) || !Number.isInteger(request.year)) throw new TypeError("not a year");
    const { year, activities, elected_split: split } = request;
    years[year] = yearFrom(year, { done: activities, plans: plans[year], split: isRecord(split) ? split.general : undefined });
    if (isRecord(request.readings)) readings = { ...readings, ...request.readings };
    if (several) left.push(...Object.keys(request).filter((key) => !REQUEST_KEYS.includes(key)));
    if (split !== undefined && years[year].split === null) left.push("elected_split");
  }
  for (const year of Object.keys(plans)) years[year] ??= yearFrom(year, { done: [], plans: plans[year] });
  if (Object.keys(years).length === 0) throw new TypeError("no year in it");
  const unknown = Object.keys(years).map(Number).filter((year) => !modelled(year, catalogue));
  for (const year of unknown) delete years[year];
  const found = Object.keys(years).map(Number);
  const known = knownReadings(readings, catalogue);
  const here = draft.year in years || filledYears(draft).includes(draft.year);
  const year = here || found.length === 0 ? draft.year : found[found.length - 1];
  return {
    ...withOthers({ ...draft, year }, years, known.readings, catalogue),
    years: found,
    unknown,
    rules: typeof value.rules_version === "string" ? value.rules_version : null,
    left: [...new Set([...left, ...known.left])],
  };
}

/**
 * The current year in a link's fragment, which browsers never send: `#1.<base64url>`, the rules' version inside.
 * @param {Draft} draft @param {string} rules
 */
export function linkOf(draft, rules) {
  const year = yearOf(draft);
  /** @param {Entry} entry */
  const bare = ({ id: _, kind, title, ...facts }) => [kind, title, facts];
  const text = JSON.stringify([rules, draft.year, year.done.map(bare), year.plans.map(bare), acceptedSplit(year), draft.readings]);
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  const code = btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return `${location.origin}${location.pathname}#${LINK}.${code}`;
}

/**
 * @param {string} fragment @param {Catalogue} catalogue
 * @returns {Arrival & {draft: Draft} | null} null where there is no link's state; throws a RangeError where it is spelled
 *   in a way that is newer than this page, and other errors where it is damaged
 */
export function fromLink(fragment, catalogue) {
  const [, version, code] = /^#(\d+)\.(.+)$/.exec(fragment) ?? [];
  if (code === undefined) return null;
  if (Number(version) > Number(LINK)) throw new RangeError("a link of a newer page");
  if (version !== LINK) throw new TypeError("a link of no version");
  const bytes = Uint8Array.from(atob(decodeURIComponent(code).replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
  const [rules, year, done, plans, split, chosen] = JSON.parse(new TextDecoder().decode(bytes));
  /** @param {[string, string, object]} entry */
  const full = ([kind, title, facts]) => ({ ...facts, kind, title });
  const draft = draftFrom({ year, years: { [year]: { done: done.map(full), plans: plans.map(full), split } }, readings: chosen });
  if (!modelled(draft.year, catalogue)) throw new TypeError("a year that the rules do not have");
  const { readings, left } = knownReadings(draft.readings, catalogue);
  return { draft: { ...draft, readings }, rules: String(rules), left };
}
