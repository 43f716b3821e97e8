/**
 * What a person has entered and not submitted, kept on the device so that neither a reload nor a new sign-in loses it.
 * Under the sign-in's own key, so that nobody else who signs in here sees it; gone once it is submitted.
 */

import { draftFrom, emptyDraft, kept as calculated } from "../calculator/draft.js";

/** @typedef {import("./types.js").Work} Work */

/** @typedef {Record<string, string | boolean>} Values */

const TYPED = "portal.typed"; // in this tab alone
/** @type {Typed} */
const EMPTY = { typed: {}, form: null };

/** @param {string} identity @param {number} year */
function place(identity, year) {
  return `portal.${identity.slice(0, 16)}.${year}`;
}

/** @param {string} identity @param {number} year @returns {Work} */
export function keptWork(identity, year) {
  try {
    const { draft, files, note } = JSON.parse(localStorage.getItem(place(identity, year)) ?? "");
    return { draft: draftFrom(draft), files: files ?? {}, note: String(note ?? "") };
  } catch {
    return { draft: emptyDraft(year), files: {}, note: "" };
  }
}

/** @param {string} identity @param {number} year @param {Work} work */
export function keepWork(identity, year, work) {
  try {
    localStorage.setItem(place(identity, year), JSON.stringify(work));
  } catch {
    // storage is full or off: the page works, it only forgets
  }
}

/** @param {string} identity @param {number} year */
export function forgetWork(identity, year) {
  localStorage.removeItem(place(identity, year));
}

/** Fields in the middle of being filled in, and the form of one activity at its address. @typedef {{typed: Values, form: {address: string, values: Values} | null}} Typed */

/** @returns {Typed} */
export function keptTyped() {
  try {
    return JSON.parse(sessionStorage.getItem(TYPED) ?? "") ?? EMPTY;
  } catch {
    return EMPTY;
  }
}

/** @param {Typed} typed */
export function keepTyped(typed) {
  try {
    if (typed.form || Object.keys(typed.typed).length > 0) sessionStorage.setItem(TYPED, JSON.stringify(typed));
    else sessionStorage.removeItem(TYPED);
  } catch {
    // as above
  }
}

/** What the calculator on this device holds of a year. @param {number} year */
export function calculatedYear(year) {
  return calculated()?.draft.years[year] ?? null;
}
