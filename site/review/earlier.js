/** What was declared before and not accepted: folded beside what is claimed now, with its files and what differs. */

import { h } from "../assets/dom.js";
import { momentText } from "../assets/format.js";
import { say } from "../assets/words.js";
import { fact, facts } from "./claim.js";
import { fileButton } from "./evidence.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */
/** @typedef {import("./types.js").Case} Case */
/** @typedef {import("./types.js").Earlier} Earlier */

/** @param {App} app @param {Tools} tools */
export function earlier(app, tools) {
  const given = /** @type {Case} */ (app.data.case);
  let at = given.evidence.length; // their files are counted on from those of now
  return given.earlier.map((before, index) => {
    const first = at;
    at += before.evidence.length;
    return h("details", { class: "panel care earlier", key: `earlier-${index}` },
      h("summary", null, t("earlier"), h("span", { class: "small" }, ` ${momentText(before.ended.at)}`)),
      h("dl", { class: "terms" },
        before.ended.rule && fact(t("rule"), say(before.ended, "rule_label")),
        fact(t("reason"), h("span", { lang: "zh-CN" }, before.ended.words.reason ?? "")),
        fact(t("differs"), differs(given, before))),
      before.claim.activities.length === 0 && h("p", null, t("noClaim")),
      before.claim.activities.map((activity) => {
        const judged = before.assessment.activities.find(({ id }) => id === activity.id);
        return h("div", { key: activity.id },
          h("h3", { lang: "zh-CN" }, activity.title), judged && h("p", { class: "small" }, t("hoursOf", judged.hours)),
          facts(app, activity));
      }),
      h("ul", { class: "files" }, before.evidence.map((file, nth) => h("li", { key: file.id }, fileButton(app, tools, file, first + nth, nth)))));
  });
}

/** What differs from the declaration of now: the claim, which files stayed, went and came. @param {Case} given @param {Earlier} before */
function differs({ evidence }, { evidence: old, same_claim }) {
  const now = new Set(evidence.map(({ sha256 }) => sha256));
  const then = new Set(old.map(({ sha256 }) => sha256));
  const stayed = [...then].filter((sha256) => now.has(sha256)).length;
  return h("ul", null, h("li", { key: "claim" }, t(same_claim ? "sameClaim" : "otherClaim")),
    h("li", { key: "files" }, t("filesDiffer", stayed, then.size - stayed, now.size - stayed)));
}
