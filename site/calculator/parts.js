/** Small pieces that several pages draw. */

import { h } from "../assets/dom.js";
import { say, t } from "./strings.js";

/** @param {import("./types.js").Labelled & {anchor: string, citation: string, citation_en: string}} law */
export function lawLink(law) {
  return h("a", { class: "cite", href: `../regulation/#${law.anchor}`, target: "_blank", rel: "noopener" }, say(law, "citation"));
}

/** @param {import("./types.js").Problem} problem */
export function problemText(problem) {
  return say(problem, "message");
}

/** The summary of errors: focus goes to it, each line leads to its field. @param {{text: string, target: string, go?: () => void}[]} errors */
export function errorSummary(errors) {
  return h("div", { id: "errors", class: "errors", tabindex: "-1", role: "alert", "aria-labelledby": "errors-title" },
    h("h2", { id: "errors-title" }, t("errorsTitle")),
    h("ul", null, errors.map(({ text, target, go }) => h("li", null,
      h("a", {
        href: `#${target}`,
        onclick: (/** @type {Event} */ event) => {
          event.preventDefault(); // the fragment may hold a shared year
          if (go) go();
          else document.getElementById(target)?.focus();
        },
      }, text)))));
}

/** A bar of hours against what is required. @param {number} hours @param {number} required @param {number} [planned] hours with the plan */
export function bar(hours, required, planned = hours) {
  /** @param {number} value */
  const share = (value) => `${Math.min(100, (100 * value) / required)}%`;
  return h("svg", { class: "bar", width: "100%", height: "12", "aria-hidden": "true", focusable: "false" },
    h("rect", { class: "track", width: "100%", height: "12", rx: "6" }),
    planned > hours && h("rect", { class: "plan", width: share(planned), height: "12", rx: "6" }),
    h("rect", { class: hours >= required ? "full" : "part", width: share(hours), height: "12", rx: "6" }));
}
