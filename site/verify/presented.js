/** What somebody presents: the link of a code, the certificate's PDF, or the text of either. It is not judged here. */

import { inflate } from "./inflate.js";

/** @typedef {{token: string, rows: string | null}} Presented */

const LARGEST = 1 << 20; // bytes of the attachment, unpacked
const FURTHEST = 2048; // characters before a stream in which its dictionary stands

/**
 * What a text presents: a link, its fragment, the bare certificate, or the attachment of a PDF.
 * @param {string} text
 * @returns {Presented}
 */
export function fromText(text) {
  return attachmentOf(text) ?? { token: text.trim().slice(text.trim().lastIndexOf("#") + 1), rows: null };
}

/**
 * What a file presents: a PDF with the certificate attached, or the attachment alone. Null where there is none in it.
 * @param {Uint8Array<ArrayBuffer>} file
 * @returns {Promise<Presented | null>}
 */
export async function fromFile(file) {
  const text = new TextDecoder("latin1").decode(file); // one character a byte
  if (!text.startsWith("%PDF-")) return decoded(file);
  for (const match of text.matchAll(/\bstream\r?\n/g)) {
    const before = text.slice(Math.max(0, match.index - FURTHEST), match.index);
    const dictionary = before.slice(before.lastIndexOf(" obj"));
    if (!dictionary.includes("/EmbeddedFile")) continue;
    const start = match.index + match[0].length;
    const length = /\/Length (\d+)(?! \d+ R)\b/.exec(dictionary);
    const end = length ? start + Number(length[1]) : text.indexOf("endstream", start);
    const content = file.subarray(start, end);
    const found = dictionary.includes("/FlateDecode") ? await inflate(content, LARGEST).then(decoded, () => null) : decoded(content);
    if (found) return found;
  }
  return null;
}

/** @param {Uint8Array} content @returns {Presented | null} */
function decoded(content) {
  try {
    return attachmentOf(new TextDecoder("utf-8", { fatal: true }).decode(content));
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
