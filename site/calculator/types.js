/**
 * The shapes that pass between Python and the page. They are the catalogue of `ahce_core.api.describe` and the answer
 * of `ahce_core.api.assess`, as far as the page draws them, and the page's own state.
 */

/** A text in two languages under one name: `label` and `label_en`. @typedef {Record<string, any>} Labelled */

/**
 * @typedef {Labelled & {name: string, type: "choice" | "integer" | "hours" | "boolean" | "date" | "text",
 *   required: boolean, min?: number, max?: number, unit_en?: string, autocomplete?: string,
 *   choices?: (Labelled & {value: string})[]}} Field
 * @typedef {{columns: string[], columns_en: string[], rows: {cells: string[], cells_en: string[]}[]}} Table
 * @typedef {Labelled & {kind: string, item: number, anchor: string, citation: string, citation_en: string, date_required: boolean,
 *   fields: Field[], conditions: (Labelled & {quote: string})[], evidence: Labelled[], table: Table}} Kind
 * @typedef {Labelled & {item: number, anchor: string, citation: string, citation_en: string, kinds: string[], adds: boolean}} Item
 * @typedef {Labelled & {reading: string, scope: string, anchor: string, citation: string, citation_en: string, quote: string,
 *   alternatives: (Labelled & {name: string})[]}} Reading
 * @typedef {Labelled & {anchor: string, citation: string, citation_en: string, quote: string}} Passage
 * @typedef {{rules_version: string, years: {min: number, max: number},
 *   annual: {total: number, professional: number, citation: string, quote: string},
 *   scope: Passage[], surprises: Passage[], items: Item[], kinds: Kind[], common: Field[], readings: Reading[],
 *   versions?: (Labelled & {version: string})[]}} Catalogue
 */

/**
 * @typedef {{total: number, general: number, professional: number, complete: boolean}} Figures
 * @typedef {Labelled & {id: string, item: number, hours: number, counts: boolean, citation: string,
 *   quote: string}} Judged an activity of an answer
 * @typedef {Labelled & {kind: string, facts: Record<string, unknown>, add: number, unit: string, field: string | null,
 *   total: number, professional: number}} Way
 * @typedef {{reading: string, chosen: string, changes: boolean, alternatives: (Figures & {name: string})[]}} OpenReading
 * @typedef {Labelled & Figures & {readings: Record<string, string>}} Together
 * @typedef {Labelled & Figures & {year: number, missing: {total: number, professional: number},
 *   elected: null | {item: number, activities: string[], hours: number, general: number, professional: number},
 *   elected_split: null | {min: number, max: number, best: number},
 *   activities: Judged[], ways_to_complete: Way[], verdict: "complete" | "short" | "depends",
 *   open_readings: OpenReading[], together?: Together | null, rules_version: string}} Answer `together`: readings that
 *   change completion only together
 * @typedef {Labelled & {places: {year: number, activities: string[]}[]}} SameWork
 * @typedef {SameWork & {work: string}} LikeTitles `work`: what marks them as one
 * @typedef {Labelled & {year: number, activity: string, years: number[]}} OtherYears
 * @typedef {{sameWork: SameWork[], likeTitles: LikeTitles[], otherYears: OtherYears[]}} Across what one sees only across entries and years
 * @typedef {Labelled & {path: string, message: string, message_en: string}} Problem
 */

/**
 * @typedef {Record<string, unknown> & {id: string, kind: string, title: string, date?: string}} Entry what a person did,
 *   as the request has it
 * @typedef {{done: Entry[], plans: Entry[], split: number | null, splitOf?: string[]}} Year split: general hours claimed of the
 *   elected option; splitOf: the activities of that option, once Python has accepted it; empty where it came without them
 * @typedef {{year: number, years: Record<string, Year>, readings: Record<string, string>}} Draft
 */

/**
 * @typedef {{answer: Answer, judged: Judged}} Preview a year with the entry that is being typed
 * @typedef {{name: "year"} | {name: "pick"}
 *   | {name: "form", kind: string, index: number | null, values: Record<string, string | boolean>, problems: Problem[],
 *      preview: Preview | null, plan?: string}} View `index`: which of the year's entries is changed, null for a new one; `plan`: the
 *   plan that it was
 * @typedef {object} App everything that the page is drawn from
 * @property {Catalogue} catalogue
 * @property {Draft} draft
 * @property {View} view
 * @property {"loading" | "ready" | "failed"} engine
 * @property {Answer | null} answer of the current year, plans left out
 * @property {Answer | null} planned of the current year, plans included; null without any
 * @property {Problem[]} problems why the current year has no answer
 * @property {Problem[]} planProblems why its plans have none; paths begin with `plans[0]`
 * @property {Record<number, Answer>} others the answers of the years
 * @property {Across} across works that stand in several years, titles that may be one work, postings that touch other years
 * @property {{draft: Draft, saved: string} | null} offer a draft on this device that may be gone on with
 * @property {boolean} borrowed whether the draft came by a link and is not kept yet
 * @property {(() => void) | null} update opens the newer version of the site that waits
 * @property {{text: string, undo?: () => void, uncopied?: string} | null} notice `uncopied`: what the browser did not let the page copy
 * @property {string | null} splitProblem
 * @property {import("./code.js").Encode | null} encode makes a QR code; null until somebody asks for one
 */

/**
 * @typedef {object} Page what the acts and the ways between the pages work on
 * @property {App} app
 * @property {ReturnType<typeof import("./asking.js").asking>} python
 * @property {number} turn answers to what was asked before the newest act are not drawn
 * @property {() => void} draw
 * @property {() => Promise<void>} assess assesses what has changed and draws it
 * @property {() => Promise<void>} preview shows what the entry being typed would give
 * @property {(text: string) => void} announce has a screen reader say it
 */

/**
 * @typedef {object} Acts what a person can do
 * @property {() => void} back
 * @property {() => void} cancel
 * @property {() => void} pick
 * @property {(kind: string, index?: number | null, plan?: string) => void} openForm
 * @property {(name: string, value: string | boolean) => void} typed
 * @property {(event: Event) => void} save
 * @property {(index: number) => void} remove
 * @property {(year: number) => void} turnTo
 * @property {(alike: LikeTitles) => void} oneWork marks entries as one work
 * @property {(index: number, years: number[]) => void} alsoIn enters it in these years as well
 * @property {(reading: string, name: string) => void} read
 * @property {(general: string | null) => void} split
 * @property {(way: Way, instead?: boolean) => void} plan instead: of what is planned
 * @property {(id: string, field: string, value: string) => void} changePlan
 * @property {(id: string) => void} dropPlan
 * @property {(text: string, said: string) => void} copy
 * @property {() => void} loadEncoder
 * @property {() => void} exportFile
 * @property {(file: File) => void} importFile
 * @property {() => void} clear
 * @property {(accept: boolean) => void} offered
 * @property {(keepIt: boolean) => void} borrowed
 * @property {() => void} dismiss
 * @property {(id: string) => void} goTo
 * @property {() => void} print
 * @property {(name: "language" | "theme" | "contrast" | "size", value: string | null) => void} display
 */

export {};
