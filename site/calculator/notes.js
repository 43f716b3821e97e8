/** What a person is told of what came in from elsewhere: other rules, other readings, and what was left out. */

import { english, say, t } from "./strings.js";

/** @typedef {import("./types.js").Catalogue} Catalogue */

/** Sentences as one text. @param {(string | null | undefined | false)[]} sentences */
export function joined(...sentences) {
  return sentences.filter(Boolean).join(english() ? " " : "");
}

/** @param {Catalogue} catalogue @param {string | null | undefined} rules those that it was saved under */
export function rulesNote({ rules_version: now, versions = [] }, rules) {
  if (!rules || rules === now) return null;
  const known = versions.findIndex(({ version }) => version === rules);
  const changes = known < 0 ? [] : versions.slice(known + 1).map((version) => say(version, "changes"));
  return joined(t("importedOld", rules, now), ...changes);
}

/** @param {string[]} left names */
export function leftNote(left) {
  return left.length > 0 ? t("leftOut", left.join(t("comma"))) : null;
}

/** @param {Catalogue} catalogue @param {string[]} differing names of readings */
export function readingsNote({ readings }, differing) {
  const questions = readings.filter(({ reading }) => differing.includes(reading)).map((reading) => say(reading, "question"));
  return questions.length > 0 ? t("readingsStay", questions.join(t("comma"))) : null;
}
