/** Unpacking zlib by the browser itself, and never more than is allowed. */

/**
 * Throws where the content is not zlib, is cut off, or unpacks to more than `most` bytes.
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {number} most bytes
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function inflate(content, most) {
  const reader = new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError("unpacks to more than is allowed");
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer());
}
