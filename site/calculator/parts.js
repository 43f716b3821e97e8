/** Small pieces that several pages draw. */

import { h } from "../assets/dom.js";

/** A bar of hours against what is required. @param {number} hours @param {number} required @param {number} [planned] hours with the plan */
export function bar(hours, required, planned = hours) {
  /** @param {number} value */
  const share = (value) => `${Math.min(100, (100 * value) / required)}%`;
  return h("svg", { class: "bar", width: "100%", height: "12", "aria-hidden": "true", focusable: "false" },
    h("rect", { class: "track", width: "100%", height: "12", rx: "6" }),
    planned > hours && h("rect", { class: "plan", width: share(planned), height: "12", rx: "6" }),
    h("rect", { class: hours >= required ? "full" : "part", width: share(hours), height: "12", rx: "6" }));
}
