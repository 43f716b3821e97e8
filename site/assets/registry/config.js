/** Where this deployment signs in and whom it asks. Read once. */

/** @typedef {import("./types.js").Config} Config */

/** @type {Promise<Config> | null} */
let asked = null;

/** The configuration, its addresses made whole. Rejects where it can't be read; the next call tries again. @returns {Promise<Config>} */
export function config() {
  asked ??= read().catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** @returns {Promise<Config>} */
async function read() {
  const response = await fetch(new URL("./config.json", import.meta.url));
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  const { issuer, client, scope, api } = await response.json();
  return { issuer: new URL(issuer, location.origin).href.replace(/\/$/, ""), client, scope, api: api || location.origin };
}
