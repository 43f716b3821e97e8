/**
 * What the page that verifies knows.
 *
 * @typedef {"valid" | "not_checked" | "superseded" | "revoked" | "invalid" | "unknown_issuer" | "not_a_certificate"} Answer
 *
 * @typedef {object} Credential what a certificate says; hours are tenths
 * @property {string} iss the issuing site's origin
 * @property {string} jti its number
 * @property {number} iat seconds since 1970
 * @property {string} name
 * @property {string} employer empty for the self-employed
 * @property {string} id_last4
 * @property {number} year
 * @property {[number, number]} hours general, professional
 * @property {[number, number, number][]} items item, general, professional
 * @property {string} rows the hash of the rows text
 * @property {[number, number]} status shard and index
 *
 * @typedef {{item: number, kind: string, title: string, date: string, hours: number}} Row
 * @typedef {{issuer: string, name: string, name_en: string, status: string, demonstration: boolean}} Issuer
 * @typedef {Map<string, {issuer: Issuer, jwk: JsonWebKey, begins: number, ends: number}>} Pinned keys by their ids
 *
 * @typedef {object} Finding the answer; why, where it is invalid; and what is signed, by whom, once the signature holds
 * @property {Answer} answer
 * @property {string} [reason]
 * @property {Credential} [credential]
 * @property {Issuer} [issuer]
 * @property {Row[] | null} [rows] null where they did not come with it
 *
 * @typedef {{label: string, label_en: string, hint: string, hint_en: string}} Told
 * @typedef {{label: string, label_en: string}} Labelled
 *
 * @typedef {object} Words the core's words for answers, reasons, items and kinds
 * @property {Record<Answer, Told>} answers
 * @property {Record<string, Labelled>} reasons
 * @property {{text: string, text_en: string}[]} not_proved
 * @property {Record<string, Labelled & {citation: string, citation_en: string}>} items
 * @property {Record<string, Labelled>} kinds
 *
 * @typedef {{id: number, name: string, finding: Finding}} Checked what was presented; `name` is a file's, or empty
 *
 * @typedef {object} App
 * @property {"loading" | "ready" | "failed" | "insecure"} state
 * @property {Pinned} keys
 * @property {Words | null} words
 * @property {number} left how many are still being checked
 * @property {Checked[]} checked
 * @property {number | null} shown the id of the one that is shown whole
 * @property {boolean} saved whether the table of them was downloaded
 * @property {string} moment when it was checked, ISO 8601
 * @property {string} pasted
 * @property {boolean} pastes whether certificates come in by pasting: then the next one will too
 * @property {string[]} tooLarge names of files that are not read
 *
 * @typedef {object} Acts
 * @property {(files: File[]) => void} open
 * @property {(text: string) => void} pasting
 * @property {() => void} paste
 * @property {(id: number) => void} show
 * @property {() => void} back
 * @property {() => void} again
 * @property {() => void} download
 */

export {};
