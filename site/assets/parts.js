/** Small pieces that several pages draw. */

import { h } from "./dom.js";
import { say, wordsOf } from "./words.js";

/** A text in two languages under one name: `label` and `label_en`. @typedef {Record<string, any>} Labelled */

const t = wordsOf({ errorsTitle: ["请先改正这些地方", "There is a problem"] });

/** @param {Labelled & {anchor: string, citation: string, citation_en: string}} law */
export function lawLink(law) {
  return h("a", { class: "cite", href: `../regulation/#${law.anchor}`, target: "_blank", rel: "noopener" }, say(law, "citation"));
}

/** @param {Labelled & {message: string, message_en: string}} problem */
export function problemText(problem) {
  return say(problem, "message");
}

/** An error: its words, the id of the field that it belongs to, or another way there. @typedef {{text: string, target?: string, go?: () => void}} Mistake */

/** The summary of errors: focus goes to it, each line leads to its field. @param {Mistake[]} errors */
export function errorSummary(errors) {
  return h("div", { id: "errors", class: "errors", tabindex: "-1", role: "alert", "aria-labelledby": "errors-title" },
    h("h2", { id: "errors-title" }, t("errorsTitle")),
    errorLinks(errors));
}

/** Errors, each a link to its field where it has one. @param {Mistake[]} errors */
export function errorLinks(errors) {
  return h("ul", null, errors.map(({ text, target, go }) => h("li", null,
    target === undefined && !go ? text : h("a", {
      href: `#${target}`,
      onclick: (/** @type {Event} */ event) => {
        event.preventDefault(); // the fragment may hold the page's own state
        if (go) go();
        else document.getElementById(String(target))?.focus();
      },
    }, text))));
}
