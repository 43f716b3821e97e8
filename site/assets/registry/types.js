/** The shapes that the registration's pages share. */

/** Where to sign in and whom to ask; see config.json. @typedef {{issuer: string, client: string, scope: string, api: string}} Config */

/** Who is signed in, for this tab alone. `expires` is in milliseconds since 1970. @typedef {{token: string, idToken: string, name: string, expires: number}} Session */

/** A text in two languages under one name: `label` and `label_en`. @typedef {Record<string, any>} Labelled */

/**
 * A problem document (RFC 9457) of the API, or one that the page makes itself where no answer came.
 * @typedef {Labelled & {code: string, title: string, title_en: string, detail: string, detail_en: string, article?: string,
 *   article_en?: string, errors?: (Labelled & {path: string, message: string, message_en: string})[]}} Problem
 */

export {};
