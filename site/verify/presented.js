/**
 * What somebody presents: the links of codes, the certificate's PDF, or the text of either. It is not judged here.
 *
 * The command line (ahce_cli/presented.py) reads by the same rules, and every step of them has a limit: a file that was
 * made to be slow is read as fast as another.
 */

import { inflate } from "./inflate.js";

/** @typedef {{token: string, rows: string | null}} Presented */

const LARGEST = 1 << 20; // bytes of an attachment, packed and unpacked
const MOST = 100; // attachments of one PDF: a certificate a year, or a pile that was merged
const MOST_UNPACKED = 16 << 20; // bytes of all of them
const FURTHEST = 2048; // characters from where an embedded file's dictionary begins to its type, and from there to its content
const MOST_LINKS = 10_000; // of one text: a text of more is no list of certificates
const LINKED = /#([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)/g;

/**
 * What a text presents, each thing once: the fragment of every link, whatever follows it, the bare certificate, or the
 * attachment of a PDF. Empty where there are too many.
 * @param {string} text
 * @returns {Presented[]}
 */
export function fromText(text) {
  const attached = attachmentOf(text);
  if (attached) return [attached];
  /** @type {string[]} */
  const tokens = [];
  for (const [, token] of text.matchAll(LINKED)) {
    if (tokens.push(token) > MOST_LINKS) return [];
  }
  return [...new Set(tokens.length > 0 ? tokens : [text.trim()])].map((token) => ({ token, rows: null }));
}

/**
 * What a file presents: a PDF the certificates attached to it, each once; any other what its text does. Empty where there is none in it.
 * @param {Uint8Array<ArrayBuffer>} file
 * @returns {Promise<Presented[]>}
 */
export async function fromFile(file) {
  const text = new TextDecoder("latin1").decode(file); // one character a byte
  if (!text.startsWith("%PDF-")) {
    const spelled = decoded(file);
    return spelled === null ? [] : fromText(spelled);
  }
  /** @type {Map<string, Presented>} */
  const found = new Map();
  for await (const content of embedded(file, text)) {
    const one = attachmentOf(decoded(content) ?? "");
    if (one) found.set(JSON.stringify(one), one);
  }
  return [...found.values()];
}

/** The files embedded in a PDF, whose dictionaries stand in the open. @param {Uint8Array<ArrayBuffer>} file @param {string} text */
async function* embedded(file, text) {
  let [tried, left] = [0, MOST_UNPACKED];
  for (const { index } of text.matchAll(/\/EmbeddedFile\b/g)) {
    if (++tried > MOST) return;
    const around = text.slice(Math.max(0, index - FURTHEST), index);
    const begins = around.lastIndexOf(" obj");
    const after = text.slice(index, index + "/EmbeddedFile".length + FURTHEST);
    const stream = /\bstream\r?\n/.exec(after);
    if (!stream || begins < 0) continue;
    const dictionary = around.slice(begins) + after.slice(0, stream.index);
    if (dictionary.includes(" obj", 1)) continue;
    const start = index + stream.index + stream[0].length;
    const content = file.subarray(start, start + sizeOf(text.slice(start, start + LARGEST), dictionary));
    const plain = dictionary.includes("/FlateDecode") ? await inflate(content, Math.min(LARGEST, left)).catch(() => null) : content;
    if (!plain) continue;
    left -= plain.length;
    if (left < 0) return;
    yield plain;
  }
}

/** How much stands in a stream, as its dictionary measures it, or up to the line end before its end. @param {string} most @param {string} dictionary */
function sizeOf(most, dictionary) {
  const length = /\/Length (\d+)(?! \d+ R)\b/.exec(dictionary);
  if (length) return Math.min(Number(length[1]), most.length);
  return most.slice(0, most.indexOf("endstream")).replace(/\r?\n$|\r$/, "").length;
}

/** The text that bytes spell, null where they spell none. @param {Uint8Array} content */
function decoded(content) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

/** @param {string} text @returns {Presented | null} */
function attachmentOf(text) {
  try {
    const { certificate, rows } = JSON.parse(text);
    return typeof certificate === "string" && typeof rows === "string" ? { token: certificate, rows } : null;
  } catch {
    return null; // no JSON, or none with such keys
  }
}
