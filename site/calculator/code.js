/** The link as a QR code, for another device to scan; what encodes it is loaded when somebody asks for it. */

import { h } from "../assets/dom.js";
import { t } from "./strings.js";

/** @typedef {typeof import("lean-qr/nano").generate} Encode */

const LONGEST_CODE = 1700; // characters: more makes dots too small for a camera in front of a screen
const QUIET = 4; // dots of white around it, as the standard asks

/** @returns {Promise<Encode>} */
export async function loadEncoder() {
  const address = String(new URL("../assets/qr.js", import.meta.url)); // the build puts it there
  return /** @type {typeof import("lean-qr/nano")} */ (await import(address)).generate;
}

/** The code, folded until somebody wants it. @param {string} link @param {Encode | null} encode @param {() => void} load */
export function codePanel(link, encode, load) {
  const fits = link.length <= LONGEST_CODE;
  return h("details", { key: "code", ontoggle: load }, h("summary", null, t("code")),
    h("p", null, t(fits ? "codeText" : "codeLong")),
    fits && encode && drawn(link, encode));
}

/** @type {{link: string, path: string, size: number} | null} */
let last = null; // the page is drawn more often than the link changes

/** @param {string} link @param {Encode} encode */
function drawn(link, encode) {
  if (last?.link !== link) last = { link, ...pathOf(encode(link)) };
  const side = last.size + 2 * QUIET;
  return h("svg", { class: "code", viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`, role: "img", "aria-label": t("code"), "shape-rendering": "crispEdges" },
    h("path", { d: last.path }));
}

/** Each run of dark dots as a bar. @param {ReturnType<Encode>} bitmap */
function pathOf(bitmap) {
  const { size } = bitmap;
  const bars = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (x < size && bitmap.get(x, y)) x += 1;
      if (x > from) bars.push(`M${from} ${y}h${x - from}v1h${from - x}z`);
    }
  }
  return { path: bars.join(""), size };
}
