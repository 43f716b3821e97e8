/** The findings as a table for a spreadsheet, in which no text is taken for a formula. */

import { say } from "../assets/words.js";
import { repeated } from "./pile.js";
import { t } from "./strings.js";
import { dayOf, figure } from "./verdict.js";

/** @typedef {import("./types.js").App} App */

const FORMULA = /^[=+\-@\t\r＝＋－＠]/; // what makes a spreadsheet take a text for a formula
const HEADINGS = /** @type {const} */ (["answer", "why", "name", "idLast4", "employer", "year", "total", "professional", "general", "number", "issued", "issuer", "file"]);

/** @param {App} app @param {import("./types.js").Words} words */
export function csv(app, words) {
  const again = repeated(app.checked);
  const rows = app.checked.map(({ name, finding: { answer, reason, credential, issuer } }) => {
    const why = [reason && say(words.reasons[reason], "label"), issuer?.demonstration && t("demonstrationShort"), credential && again.has(credential.jti) && t("twice")]
      .filter(Boolean).join("; ");
    const head = [say(words.answers[answer], "label"), why];
    if (!credential) return [...head, ...Array(HEADINGS.length - 3).fill(""), name];
    const [general, professional] = credential.hours;
    return [...head, credential.name, credential.id_last4, credential.employer, String(credential.year),
      ...[general + professional, professional, general].map(figure), credential.jti, dayOf(credential), issuer ? say(issuer, "name") : "", name];
  });
  return `\ufeff${[HEADINGS.map((key) => t(key)), ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} text */
function cell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
