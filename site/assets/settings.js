/** How a person wants pages to look, kept on the device; display.js applies it. */

/** @typedef {"language" | "theme" | "contrast" | "size"} Setting */

/** @param {string} name @returns {string | null} what is chosen; null follows the system */
export function setting(name) {
  try {
    return localStorage.getItem(`display.${name}`);
  } catch {
    return null;
  }
}

/** @param {Setting} name @param {string | null} value */
export function set(name, value) {
  try {
    if (value === null) localStorage.removeItem(`display.${name}`);
    else localStorage.setItem(`display.${name}`, value);
  } catch {
    // storage is off: nothing can be set
  }
  if (name === "language") history.replaceState(history.state, "", location.pathname + location.hash); // ?lang= asked for another
  window.dispatchEvent(new Event("storage"));
}
