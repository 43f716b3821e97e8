/** What is typed on a declaration outlives a sign-in that has lapsed: it is kept in this tab until the page is back. */

const KEPT = "review.typed";

/** @param {string[]} place @param {unknown} deciding what is being decided; nothing is kept where nothing is */
export function keep(place, deciding) {
  try {
    if (deciding) sessionStorage.setItem(KEPT, JSON.stringify({ place, deciding }));
  } catch {
    // storage is off: then nobody could have signed in either
  }
}

/** What was kept for a place, once. @param {string[]} place @returns {any} null where nothing was */
export function kept(place) {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (found?.place.join("/") !== place.join("/")) return null;
    sessionStorage.removeItem(KEPT);
    return found.deciding;
  } catch {
    return null;
  }
}
