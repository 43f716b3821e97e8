/** Small pieces that several of the applicant's pages draw. */

import { h } from "../assets/dom.js";
import { errorSummary } from "../assets/parts.js";
import { mistake as linked, refusal } from "../assets/registry/refusal.js";
import { say } from "../assets/words.js";
import { both, t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("../assets/dom.js").Child} Child */

/** How a status looks; what it is called comes from the API. @type {Record<string, string>} */
const LOOKS = { registered: "done", refused: "stop", closed: "stop", annulled: "stop", supplement_asked: "care", objected: "care", under_review: "care" };

/** @param {import("./types.js").Standing} standing */
export function state(standing) {
  return h("span", { class: `state ${LOOKS[standing.status] ?? ""}` }, say(standing, "status_label"));
}

/** Names, titles and what people wrote are in the language in which they wrote them. @param {string} text @param {string} [tag] */
export function theirs(text, tag = "span") {
  return h(tag, { lang: "zh-CN" }, text);
}

/** What a button is for, said to those who do not see where it stands. @param {string} text */
export function unseen(text) {
  return h("span", { class: "unseen", lang: "zh-CN" }, ` ${text}`);
}

/** Terms and what they are; a null is left out. @param {([term: string, what: Child] | null | undefined | false)[]} rows @param {"" | "stacked"} [look] */
export function terms(rows, look = "") {
  return h("dl", { class: `terms ${look}` }, rows.filter((row) => !!row).map(([term, what]) =>
    h("div", { key: term }, h("dt", null, term), h("dd", null, what))));
}

/** @param {Page} page @param {string} address @param {string} [words] */
export function back({ go }, address, words = t("back")) {
  return h("button", { type: "button", class: "back", key: "back", onclick: () => go(address) }, words);
}

/**
 * What went wrong, at the top of a page: the API's refusal, or what the page itself asks to be put right.
 * @param {Page} page @param {import("../assets/registry/refusal.js").Target} [target] where a path belongs
 * @param {() => void} [again]
 */
export function wrong(page, target, again) {
  const { failed, mistakes } = page.app;
  if (failed) return refusal(failed, { target, again: again ?? (() => page.run(page.load)), reload: () => page.run(page.load), enter: page.enter });
  return mistakes.length > 0 && errorSummary(mistakes.map((each) => linked(say(each, "message"), target?.(each.path))));
}

/** What is wrong at a path, beside its field. @param {Page} page @param {string} path */
export function mistakeAt({ app }, path) {
  return [...(app.failed?.problem.errors ?? []), ...app.mistakes].find((each) => each.path === path);
}

/** A mistake that the page itself finds, in both languages. @param {string} path @param {import("./strings.js").Key} key @returns {import("./types.js").Mistake} */
export function mistake(path, key) {
  const [message, message_en] = both(key);
  return { path, message, message_en };
}

/** The steps of a declaration, the current one marked. @param {"activities" | "evidence" | "check"} here */
export function steps(here) {
  const all = /** @type {const} */ (["activities", "evidence", "check"]);
  return h("ol", { class: "steps", key: "steps" }, all.map((step, index) =>
    h("li", { key: step, "aria-current": step === here ? "step" : undefined, class: all.indexOf(here) > index ? "past" : "" },
      h("span", { class: "number", "aria-hidden": "true" }, index + 1), h("span", null, t(/** @type {"stepActivities"} */ (`step${step[0].toUpperCase()}${step.slice(1)}`))))));
}

/** The verifier's name and which kind of desk it is. @param {import("./types.js").Verifier} verifier */
export function verifierText(verifier) {
  return [theirs(verifier.name), t("inBrackets", say(verifier, "desk_label"))];
}

/** What the nth file of a declared activity is called: its own name is not kept. @param {number} nth from 0 @param {string} media_type */
export function fileName(nth, media_type) {
  return t("fileNamed", nth + 1, media_type.replace(/^.*\//, "").toUpperCase());
}

/** Hours and what they are of. @param {{total: number, professional: number, general: number}} figures */
export function hours({ total, professional, general }) {
  return t("figures", total, professional, general);
}
