/** The shapes of the verifier's bench. */

/** A text in two languages under one name: `label` and `label_en`. @typedef {Record<string, any>} Labelled */
/** A member of a closed list. @typedef {Labelled & {name: string, label: string, label_en: string}} Term */
/** The closed lists, as /api/public/terms tells them. @typedef {Record<string, Term[]>} Terms */
/** @typedef {import("../notices/types.js").Region} Region */

/** A role of the caller and where it holds. @typedef {Labelled & {role: string, scope: string, scope_name: string}} Held */
/** The caller. @typedef {{identity: string, person: {id: string, name: string} | null, roles: Held[], may_give: string[]}} Me */

/**
 * A declaration in a list.
 * @typedef {Labelled & {person: string, year: number, name: string, employer: string, status: string, since: string | null,
 *   kinds: string[], hours: number, doubts: string[], in_bulk?: boolean}} Row
 */

/** A file of evidence. @typedef {{id: string, activity: string, media_type: string, size: number, sha256: string, also_used_by: number | null,
 *   also_used_in?: number[] | null}} File */
/** What happened. @typedef {Record<string, any> & {number: number, type: string, at: string, words: Record<string, string>}} Line */
/** What an assessment says of one activity. @typedef {Labelled & {id: string, item: number, hours: number, counts: boolean, citation: string, quote: string}} Judged */

/**
 * A declaration with all that a verifier needs.
 * @typedef {Row & {revision: number, id_last4: string, claim: {activities: (Record<string, any> & {id: string, kind: string, title: string})[]},
 *   evidence: File[], earlier: Earlier[], history: Line[], actions: string[], objections: string[], verification: Record<string, string> | null,
 *   verifier: Labelled & {desk: string, scope: string, region: string, name: string}, transferred_in: string | null, notice: (Labelled & {opened: string, last_day: string | null}) | null,
 *   assessment: Labelled & {total: number, general: number, professional: number, complete: boolean, activities: Judged[],
 *   missing: {total: number, professional: number}, open_readings: {reading: string, chosen: string, changes: boolean,
 *   alternatives: {name: string, total: number, professional: number, complete: boolean}[]}[]}}} Case
 */

/**
 * What of a declaration stands in one that was not accepted.
 * @typedef {Pick<Case, "claim" | "evidence" | "assessment"> & {ended: Line, same_claim: boolean}} Earlier
 */

/** A kind of activity, as the catalogue has it. @typedef {Labelled & {kind: string, anchor: string, citation: string, citation_en: string, fields: any[],
 *   conditions: (Labelled & {quote: string})[], evidence: Labelled[]}} Kind */
/** An open reading, as the catalogue has it. @typedef {Labelled & {reading: string, anchor: string, citation: string, citation_en: string, quote: string,
 *   alternatives: Term[]}} Reading */
/** @typedef {{kinds: Kind[], readings: Reading[], years: {min: number, max: number}}} Catalogue */

/**
 * What all views share.
 * @typedef {object} App
 * @property {Me | null} me null: nobody is signed in, or not asked yet
 * @property {Terms} terms
 * @property {Catalogue} catalogue
 * @property {Region[]} regions
 * @property {string[]} place the view and what it is of, as the address says
 * @property {any} data what the view read, and what is typed there
 * @property {Row[]} waiting the queue as it was read last: which is next
 * @property {string[]} desk the queue's own place
 * @property {Map<string, string>} names employers by their id, as far as they were seen
 * @property {boolean} busy
 * @property {boolean} keys whether single keys do something
 * @property {import("../assets/registry/api.js").ApiError | null} failure
 * @property {(() => void) | null} again tries once more what failed
 */

/**
 * What a view may do with the page.
 * @typedef {object} Tools
 * @property {() => void} draw
 * @property {(work: () => Promise<void>) => Promise<void>} run does something that may fail, once at a time
 * @property {(hash: string) => void} go
 * @property {() => Promise<void>} load reads the view anew
 * @property {(id: string) => void} focus
 * @property {(text: string) => void} say for a screen reader
 */

/**
 * One view: what it reads, its title, what it draws, what keys do there, what it lets go of.
 * @typedef {object} View
 * @property {(app: App) => Promise<any>} load
 * @property {(app: App) => string} title
 * @property {(app: App, tools: Tools) => import("../assets/dom.js").Child} draw
 * @property {(app: App, tools: Tools) => Record<string, () => void>} [keys]
 * @property {(app: App, tools: Tools) => void} [ready] once it is drawn
 * @property {(app: App) => void} [leave]
 */

export {};
