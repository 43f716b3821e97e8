/** The shapes of the public notices. */

/** A region with a bureau; `above` is the code of the one it answers to. @typedef {{code: string, name: string, above: string}} Region */

/**
 * A running notice. `last_day` is null while that year's calendar is not known; `note` says so then.
 * @typedef {Record<string, any> & {notice: string, name: string, employer: string, year: number, items: number[], total: number,
 *   general: number, professional: number, region: string, opened: string, last_day: string | null}} Notice
 */

/** An item of Art. 12, as the catalogue has it. @typedef {Record<string, any> & {item: number}} Item */

/**
 * What is shown: where, the rows read so far and the cursor after them; a notice that is objected to, and what became of it.
 * @typedef {object} App
 * @property {Region[]} regions
 * @property {Map<number, Item>} items
 * @property {string} region empty: none is chosen
 * @property {Notice[]} rows
 * @property {string | null} next
 * @property {boolean} loading
 * @property {string} employer what the employer's name has to hold
 * @property {Notice | null} notice the one that is objected to
 * @property {string} reason
 * @property {boolean} sending
 * @property {string} objection the id of the one that was taken; empty before
 * @property {import("../assets/registry/api.js").ApiError | null} failure
 */

/**
 * What a person can do.
 * @typedef {object} Acts
 * @property {(part: string) => void} filter
 * @property {() => void} more
 * @property {() => void} again reads once more what could not be read
 * @property {(text: string) => void} reason
 * @property {() => void} object
 */

export {};
