/**
 * What a presented certificate is worth, by WebCrypto alone. The twin of ahce_core/registration/presented.py: the same
 * answers and reasons, held against the same forgeries. Nothing is believed of a token before its signature, and the
 * issuer is named by the pinned list, never by the token.
 */

import { inflate } from "./inflate.js";

/** @typedef {import("./types.js").Finding} Finding */
/** @typedef {import("./types.js").Credential} Credential */
/** @typedef {import("./types.js").Issuer} Issuer */
/** @typedef {import("./types.js").Pinned} Pinned */
/** @typedef {import("./types.js").Row} Row */

const CERTIFICATE = "ahce+jwt";
const STATUS_LIST = "statuslist+jwt";
const HEADER = /^\{"alg":"ES256","kid":"([A-Za-z0-9_-]{43})","typ":"([a-z+]+)"\}$/;
const NUMBER = /^[0-9]{4}(-[23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}){3}-[1-9][0-9]*$/;
const LONGEST = 16384; // characters of a token
const CLOCK_SKEW = 300; // seconds that two clocks may differ
const LARGEST_LIST = 1 << 20; // bytes
const SIGNATURE_BYTES = 64;
const BITS = 2;
const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n; // of P-256's base point, rounded down
const P256 = { name: "ECDSA", namedCurve: "P-256" };

/**
 * The keys of an issuers file by their ids. Throws where it is not one.
 * @param {any} file
 * @returns {Pinned}
 */
export function pinned(file) {
  /** @type {Pinned} */
  const keys = new Map(); // no object: an id such as __proto__ is only an id here
  for (const { issuer, name, name_en, status, demonstration, keys: listed } of file) {
    const one = { issuer, name, name_en, status, demonstration: demonstration === true };
    if (![issuer, name, name_en, status].every((text) => typeof text === "string")) throw new TypeError("not a list of issuers");
    for (const { kid, kty, crv, x, y, nbf, exp } of listed) {
      const fit = [kid, x, y].every((text) => typeof text === "string") && kty === "EC" && crv === "P-256" && [nbf, exp].every(Number.isSafeInteger);
      if (!fit) throw new TypeError("not a list of issuers");
      keys.set(kid, { issuer: one, jwk: { kty, crv, x, y }, begins: nbf, ends: exp });
    }
  }
  return keys;
}

/**
 * What a token is, before its status is looked up.
 * @param {string} token
 * @param {string | null} rows the rows text that came with it; a code has none
 * @param {Pinned} keys
 * @param {number} now seconds since 1970
 * @returns {Promise<Finding>}
 */
export async function check(token, rows, keys, now) {
  const signed = takenApart(token, CERTIFICATE);
  if (!signed) return { answer: "not_a_certificate" };
  const key = keys.get(signed.kid);
  if (!key) return { answer: "unknown_issuer" };
  if (!(await holds(key.jwk, signed))) return { answer: "invalid", reason: "signature" };
  const credential = read(signed.payload);
  if (!credential) return { answer: "invalid", reason: "content" };
  if (credential.iss !== key.issuer.issuer) return { answer: "invalid", reason: "issuer" };
  if (!(key.begins <= credential.iat && credential.iat < key.ends)) return { answer: "invalid", reason: "period" };
  if (isAhead(credential.iat, now, key.issuer)) return { answer: "invalid", reason: "future" };
  if (rows === null) return { answer: "valid", credential, issuer: key.issuer, rows: null };
  if ((await sha256(rows)) !== credential.rows) return { answer: "invalid", reason: "rows" };
  const listed = readRows(rows);
  return listed ? { answer: "valid", credential, issuer: key.issuer, rows: listed } : { answer: "invalid", reason: "content" };
}

/**
 * A valid finding with the status that a list gives it; without a list, or with an unfit one: not checked.
 * @param {Finding} finding
 * @param {string | null} token
 * @param {Pinned} keys
 * @param {number} now
 * @returns {Promise<Finding>}
 */
export async function withStatus(finding, token, keys, now) {
  const { credential, issuer } = finding;
  if (finding.answer !== "valid" || !credential || !issuer) return finding;
  const code = await statusOf(token ?? "", credential, issuer, keys, now).catch(() => null);
  return { ...finding, answer: code === null ? "not_checked" : code === 0 ? "valid" : code === 3 ? "superseded" : "revoked" };
}

/** Where the issuer publishes the list that a certificate's status stands in. @param {Credential} credential @param {Issuer} issuer */
export function statusAddress({ year, status: [shard] }, issuer) {
  return `${issuer.issuer}${issuer.status}/${year}/${shard}`;
}

/** The parts of a compact JWS in the one form that ours have, or null. @param {string} token @param {string} type */
function takenApart(token, type) {
  const parts = token.split(".");
  if (token.length > LONGEST || parts.length !== 3) return null;
  try {
    const [header, payload, signature] = parts.map(bytesOf);
    const [, kid, typ] = HEADER.exec(utf8(header)) ?? [];
    if (typ !== type || signature.length !== SIGNATURE_BYTES) return null;
    return { kid, payload: utf8(payload), message: token.slice(0, token.lastIndexOf(".")), signature };
  } catch {
    return null;
  }
}

/** Whether it is the key's; of (r, s) and (r, n−s), which hold alike, the one with the smaller s alone is taken. @param {JsonWebKey} jwk @param {{message: string, signature: Uint8Array<ArrayBuffer>}} signed */
async function holds(jwk, { message, signature }) {
  const s = signature.slice(SIGNATURE_BYTES / 2).reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  if (s > HALF_ORDER) return false;
  try {
    const key = await crypto.subtle.importKey("jwk", jwk, P256, false, ["verify"]);
    return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, new TextEncoder().encode(message));
  } catch {
    return false;
  }
}

/** The credential that a payload spells, in its one spelling, or null. @param {string} payload @returns {Credential | null} */
function read(payload) {
  const said = parsed(payload);
  if (said === null || typeof said !== "object" || !Array.isArray(said.items)) return null;
  const { iss, jti, iat, name, employer, id_last4, year, hours, items, rows, status } = said;
  const whole = { iss, jti, iat, name, employer, id_last4, year, hours, items, rows, status };
  const fit = JSON.stringify(whole) === payload // nothing more, nothing twice, no other order or spelling
    && [iss, jti, name, employer, id_last4, rows].every((text) => typeof text === "string")
    && isCounts([iat, year], 2) && isCounts(hours, 2) && isCounts(status, 2)
    && items.every((/** @type {unknown} */ item) => isCounts(item, 3))
    && NUMBER.test(jti);
  return fit ? whole : null;
}

/** The rows that a text spells, in their one spelling, or null. @param {string} text @returns {Row[] | null} */
function readRows(text) {
  const said = parsed(text);
  if (!Array.isArray(said) || said.some((row) => row === null || typeof row !== "object")) return null;
  const rows = said.map(({ item, kind, title, date, hours }) => ({ item, kind, title, date, hours }));
  const fit = JSON.stringify(rows) === text && rows.every(({ item, kind, title, date, hours }) =>
    isCounts([item, hours], 2) && [kind, title, date].every((word) => typeof word === "string"));
  return fit ? rows : null;
}

/**
 * The code in a status list. Throws for a list that is not this certificate's, not the issuer's, or over.
 * @param {string} token @param {Credential} credential @param {Issuer} issuer @param {Pinned} keys @param {number} now
 */
async function statusOf(token, credential, issuer, keys, now) {
  const signed = takenApart(token, STATUS_LIST);
  const key = signed && keys.get(signed.kid);
  if (!signed || key?.issuer.issuer !== issuer.issuer || !(await holds(key.jwk, signed))) throw new Error("not signed by the issuer");
  const { iss, sub, iat, exp, status_list: list } = JSON.parse(signed.payload);
  const fit = iss === issuer.issuer && sub === statusAddress(credential, issuer)
    && isCounts([iat, exp], 2) && key.begins <= iat && iat < key.ends && !isAhead(iat, now, issuer) && now < exp
    && list.bits === BITS;
  if (!fit) throw new Error("another list, or one that is over");
  const content = await inflate(bytesOf(list.lst), LARGEST_LIST);
  const at = credential.status[1] * BITS;
  if (at >= content.length * 8) throw new Error("a shorter list");
  return (content[Math.floor(at / 8)] >> at % 8) & ((1 << BITS) - 1);
}

/** Whether an issuer cannot have signed yet what is dated so: a demonstration's legal day may be set ahead. @param {number} iat @param {number} now @param {Issuer} issuer */
const isAhead = (iat, now, { demonstration }) => iat > now + CLOCK_SKEW && !demonstration;

/** base64url without padding, in its one spelling. Throws for any other. @param {string} text */
function bytesOf(text) {
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
  if (base64url(bytes) !== text) throw new Error("another spelling of base64url");
  return bytes;
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} text */
async function sha256(text) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** @param {Uint8Array} bytes */
const utf8 = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** So many whole numbers, none below 0. @param {unknown} values @param {number} length */
function isCounts(values, length) {
  return Array.isArray(values) && values.length === length && values.every((value) => Number.isSafeInteger(value) && value >= 0);
}
