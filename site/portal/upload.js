/** One file of evidence: looked at, hashed, announced, and put straight into storage with the form that the API gives. */

import { ApiError, ownProblem, send } from "../assets/registry/api.js";

/** @typedef {import("./types.js").Limits} Limits */
/** @typedef {import("./types.js").KeptFile} KeptFile */

/**
 * What is wrong with a file before anything of it is sent; its content says what it is, not its name.
 * @param {File} file @param {Limits} limits
 * @returns {Promise<{problem: "fileType" | "fileLarge" | "fileEmpty" | "fileBroken"} | {problem: null, media_type: string}>}
 */
export async function looked(file, { types, bytes }) {
  if (file.size === 0) return { problem: "fileEmpty" };
  if (file.size > bytes) return { problem: "fileLarge" };
  try {
    const first = hex(await file.slice(0, 16).arrayBuffer());
    const type = types.find(({ begins }) => first.startsWith(begins));
    return type ? { problem: null, media_type: type.media_type } : { problem: "fileType" };
  } catch {
    return { problem: "fileBroken" };
  }
}

/** The SHA-256 of a file's content, in hex: two files of one content are one. @param {File} file */
export async function hashed(file) {
  return hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
}

/**
 * @param {File} file @param {string} media_type @param {string} sha256 @param {(share: number) => void} onProgress from 0 to 1
 * @returns {Promise<KeptFile>} throws an ApiError
 */
export async function uploaded(file, media_type, sha256, onProgress) {
  const content = await file.arrayBuffer();
  const form = await send("POST", "/api/applicant/evidence", { media_type, size: file.size, sha256 });
  await put(form.url, form.fields, new Blob([content], { type: media_type }), onProgress);
  return { id: form.evidence, name: file.name, size: file.size, media_type, sha256 };
}

/** @param {ArrayBuffer} bytes */
function hex(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * fetch tells no progress of what it sends.
 * @param {string} url @param {Record<string, string>} fields @param {Blob} content @param {(share: number) => void} onProgress
 * @returns {Promise<void>}
 */
function put(url, fields, content, onProgress) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", content); // storage reads nothing after it
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : reject(new ApiError("defect", ownProblem("defect"))));
    request.onerror = () => reject(new ApiError("network", ownProblem("network")));
    request.open("POST", url);
    request.send(form);
  });
}
