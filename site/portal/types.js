/** The shapes of the applicant's pages: the API's answers as far as they are drawn, and the pages' own state. */

/** @typedef {import("../assets/registry/types.js").Labelled} Labelled */
/** @typedef {import("../calculator/types.js").Catalogue} Catalogue */
/** @typedef {import("../calculator/types.js").Answer} Answer */
/** @typedef {import("../calculator/types.js").Draft} Draft */
/** @typedef {import("../calculator/types.js").Entry} Entry */

/**
 * @typedef {Labelled & {employer: string | null, region: string | null, name: string, confirmed: boolean, accepted: boolean,
 *   released: boolean, transferred_in: string | null}} Employment
 * @typedef {{identity: string, person: {id: string, name: string, id_number: string} | null, roles: Labelled[],
 *   employment: Employment | null}} Me
 * @typedef {{opened: string, last_day: string | null, note: string, note_en: string}} Notice
 * @typedef {Labelled & {status: string, since: string | null, objections: string[], notice: Notice | null}} Standing
 * @typedef {Standing & {year: number, revision: number}} YearRow
 * @typedef {{today: string, years: YearRow[]}} Years
 * @typedef {Labelled & {number: number, type: string, at: string, words: Record<string, string>}} Line
 * @typedef {{id: string, activity: string, media_type: string, size: number, sha256: string}} Evidence
 * @typedef {Labelled & {desk: string, name: string}} Verifier
 * @typedef {{number: string, issued: string, status: string, outdated: boolean, printable: boolean} & Labelled} Certificate
 * @typedef {YearRow & {today: string, counts: boolean, window: {opens: string, closes: string} | null, actions: string[],
 *   hindrance: (Labelled & {code: string, article: string, at_work: boolean}) | null, readings: Record<string, string>, rules_version: string,
 *   online: Entry[], assessment: Answer, name: string | null, employer: string | null, verifier: Verifier | null,
 *   claim: {activities: Entry[]} | null, verification: {remark: string, ledger: string} | null, evidence: Evidence[],
 *   history: Line[], certificate?: Certificate | null, certificate_due?: boolean, certificate_note?: string}} OwnYear
 * @typedef {Standing & {year: number, erased: string | null, certificates: {number: string, issued: string}[], history: Line[],
 *   declarations: {employer: string, claim: {activities: Entry[]}, evidence: {id: string}[], verification: {remark: string, ledger: string} | null}[]}} RecordedYear
 * @typedef {{name: string, id_number: string, years: RecordedYear[], online: {year: number, completion: string}[], history: Line[], taken: string}} WholeRecord
 * @typedef {{types: {media_type: string, begins: string}[], bytes: number, files: number}} Limits
 * @typedef {{code: string, name: string, above: string}} Region
 * @typedef {Labelled & {employer: string, name: string, code: string, confirmed: boolean}} Employer
 */

/** A file that was uploaded, as the device remembers it until the declaration. @typedef {{id: string, name: string, size: number, media_type: string, sha256?: string}} KeptFile */
/**
 * A file on its way. `problem` is a key of the page's sentences; `sha256` is empty until it is known; `twin` is the name of a file of the same content.
 * @typedef {{key: string, file: File, name: string, size: number, share: number, sha256: string, twin: string,
 *   problem: "fileType" | "fileLarge" | "fileEmpty" | "fileMany" | "fileTwice" | "fileBroken" | null}} Upload
 */
/** What a person has entered for a year and not submitted: kept on the device. @typedef {{draft: Draft, files: Record<string, KeptFile[]>, note: string}} Work */

/** @typedef {{year: number | null, page: string, rest: string[]}} Route `#/2026/entry/award/0` is year 2026, page entry, the rest award, 0 */
/** @typedef {{path: string, message: string, message_en: string}} Mistake */

/**
 * @typedef {object} App everything that the pages are drawn from
 * @property {Route} route
 * @property {boolean} started whether it is known who is signed in
 * @property {Me | null} me
 * @property {Years | null} years
 * @property {OwnYear | null} year
 * @property {WholeRecord | null} record
 * @property {Limits | null} limits
 * @property {Region[]} regions
 * @property {{region: string, rows: Employer[], next: string | null} | null} employers of the region chosen
 * @property {Catalogue | null} catalogue
 * @property {"loading" | "ready" | "failed"} engine
 * @property {Work | null} work
 * @property {Answer | null} answer the year with what is entered, by Python in this browser
 * @property {boolean} fresh whether that is what is entered now
 * @property {import("../calculator/types.js").Problem[]} problems why there is no such answer
 * @property {string | null} splitProblem
 * @property {Extract<import("../calculator/types.js").View, {name: "form"}> | null} form the activity being typed
 * @property {Record<string, string | boolean>} typed what stands in the fields of the page
 * @property {Record<string, Upload[]>} uploads by activity
 * @property {import("../assets/registry/api.js").ApiError | null} failed
 * @property {Mistake[]} mistakes what the page itself asks to be put right
 * @property {boolean} busy
 * @property {string} notice
 */

/**
 * @typedef {object} Page what the parts of the portal act through
 * @property {App} app
 * @property {() => void} draw
 * @property {(address: string, how?: {focus?: string, notice?: string}) => void} go
 * @property {(work: () => Promise<void>) => Promise<void>} run does something that may fail, and says so
 * @property {() => Promise<void>} load reads anew what the page shows
 * @property {() => void} keep keeps what is entered on the device
 * @property {() => void} enter leaves to sign in
 * @property {(mistakes: Mistake[]) => void} refuse shows what has to be put right
 */

export {};
