/**
 * What somebody presents: the link of a code, the certificate's PDF, or the text of either. It is not judged here.
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
const LINKED = /#([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)/;

/**
 * What a text presents: a link, its fragment whatever follows it, the bare certificate, or the attachment of a PDF.
 * @param {string} text
 * @returns {Presented}
 */
export function fromText(text) {
  return attachmentOf(text) ?? { token: LINKED.exec(text)?.[1] ?? text.trim(), rows: null };
}

/**
 * What a file presents: a PDF with certificates attached, each once, or one attachment alone. Empty where there is none in it.
 * @param {Uint8Array<ArrayBuffer>} file
 * @returns {Promise<Presented[]>}
 */
export async function fromFile(file) {
  const text = new TextDecoder("latin1").decode(file); // one character a byte
  /** @type {Map<string, Presented>} */
  const found = new Map();
  for await (const content of text.startsWith("%PDF-") ? embedded(file, text) : [file]) {
    const one = decoded(content);
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

/** @param {Uint8Array} content @returns {Presented | null} */
function decoded(content) {
  try {
    return attachmentOf(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    return null; // no text
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
