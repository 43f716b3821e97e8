/** One answer, unmistakable, and what is signed, to be compared with the paper. */

import { h } from "../assets/dom.js";
import { dayText, momentText } from "../assets/format.js";
import { say } from "../assets/words.js";
import { address } from "./intake.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */
/** @typedef {import("./types.js").Checked} Checked */
/** @typedef {import("./types.js").Credential} Credential */
/** @typedef {import("./types.js").Words} Words */

/** How each answer looks: a shape of its own, so that none rests on its colour. @type {Record<Answer, "yes" | "yes-but" | "gone" | "no" | "unknown">} */
const LOOKS = {
  valid: "yes", not_checked: "yes-but", superseded: "yes-but", revoked: "gone", invalid: "no", unknown_issuer: "no", not_a_certificate: "unknown",
};
const SIGNS = {
  yes: ["M32 4a28 28 0 1 0 0 56 28 28 0 0 0 0-56z", "M19 33l9 9 17-20"],
  "yes-but": ["M32 5L61 57H3z", "M32 24v15M32 46v4"],
  gone: ["M32 4a28 28 0 1 0 0 56 28 28 0 0 0 0-56z", "M15 49L49 15"],
  no: ["M20 4h24l16 16v24L44 60H20L4 44V20z", "M22 22l20 20M42 22L22 42"],
  unknown: ["M8 8h48v48H8z", "M24 25a8 8 0 1 1 12 7c-3 2-4 4-4 7M32 45v4"],
};

/** @param {Answer} answer @param {number} size px */
export function sign(answer, size) {
  const [shape, stroke] = SIGNS[LOOKS[answer]];
  return h("svg", { class: `sign ${LOOKS[answer]}`, viewBox: "0 0 64 64", width: size, height: size, "aria-hidden": "true", focusable: "false" },
    h("path", { class: "shape", d: shape }), h("path", { class: "stroke", d: stroke }));
}

/** @param {Checked} checked @param {App} app @param {Words} words @param {Acts} act */
export function verdict({ name, finding }, app, words, act) {
  const { answer, reason, credential, issuer } = finding;
  return h("article", { key: "verdict", class: "result" },
    issuer?.demonstration && h("div", { class: "notice strong demonstration" }, h("p", null, h("strong", null, t("demonstration"))), h("p", null, t("demonstrationText"))),
    h("section", { class: `verdict ${LOOKS[answer]}`, "aria-labelledby": "verdict-title" },
      sign(answer, 88),
      h("div", null,
        h("h2", { id: "verdict-title", tabindex: "-1" }, say(words.answers[answer], "label")),
        reason && h("p", null, h("strong", null, t("reason"), say(words.reasons[reason], "label"))),
        h("p", null, say(words.answers[answer], "hint")),
        h("p", { class: "small when" }, t("moment"), " ", t("at", momentText(app.moment), location.host), name && h("span", { class: "file-name" }, " · ", name)))),
    credential && [
      address(),
      content(finding, credential, words),
      h("section", { class: "not-proved", "aria-labelledby": "not-proved-title" },
        h("h3", { id: "not-proved-title" }, t("notProvedTitle")),
        h("ul", null, words.not_proved.map((text, at) => h("li", { key: at }, say(text, "text"))))),
    ],
    h("div", { class: "actions" },
      credential && h("button", { type: "button", class: "primary", onclick: () => window.print() }, t("print")),
      app.checked.length > 1 && h("button", { type: "button", onclick: act.back }, t("back")),
      h("button", { type: "button", onclick: act.again }, t("another"))));
}

/** @param {import("./types.js").Finding} finding @param {Credential} credential @param {Words} words */
function content({ answer, issuer, rows }, credential, words) {
  const [general, professional] = credential.hours;
  const facts = [
    ["name", credential.name], ["idLast4", credential.id_last4], ["employer", credential.employer || t("selfEmployed")], ["year", String(credential.year)],
    ["number", credential.jti], ["issued", dayText(dayOf(credential))],
    ["issuer", h("span", null, issuer && say(issuer, "name"), h("span", { class: "hint" }, t("issuerSite", issuer?.issuer)))],
  ];
  return h("section", { class: "says", "aria-labelledby": "says-title" },
    h("header", null,
      h("h3", { id: "says-title" }, t("says")),
      h("p", { class: "hint" }, t(answer === "superseded" || answer === "revoked" ? answer : "compare"))),
    h("dl", { class: "facts" }, facts.map(([key, value]) => h("div", { key: String(key), class: `fact-${key}` },
      h("dt", null, t(/** @type {"name"} */ (key))), h("dd", null, /** @type {string} */ (value))))),
    h("dl", { class: "sums" }, [["total", general + professional], ["professional", professional], ["general", general]].map(([key, tenths]) =>
      h("div", { key: String(key), class: `sum-${key}` }, h("dt", null, t(/** @type {"total"} */ (key))),
        h("dd", null, h("span", { class: "number" }, figure(/** @type {number} */ (tenths))), " ", t("hours"))))),
    h("div", { class: "scroll" }, h("table", { class: "items" },
      h("caption", null, t("itemsTitle")),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("item")),
        ["professional", "general", "total"].map((key) => h("th", { key, scope: "col", class: "number" }, t(/** @type {"total"} */ (key)))))),
      h("tbody", null, credential.items.map(([item, itemGeneral, itemProfessional], at) => h("tr", { key: at },
        h("th", { scope: "row" }, itemText(words, item)),
        [itemProfessional, itemGeneral, itemGeneral + itemProfessional].map((tenths, column) => h("td", { key: column, class: "number" }, figure(tenths)))))))),
    rows ? activities(rows, words) : h("p", { class: "notice" }, t("rowsMissing")));
}

/** @param {import("./types.js").Row[]} rows @param {Words} words */
function activities(rows, words) {
  return h("table", { class: "rows" },
    h("caption", null, t("rowsTitle")),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, t("title_")), h("th", { scope: "col" }, t("kind")),
      h("th", { scope: "col" }, t("date")), h("th", { scope: "col", class: "number" }, t("rowHours")))),
    h("tbody", null, rows.map(({ kind, title, date, hours }, at) => h("tr", { key: at },
      h("th", { scope: "row" }, title), h("td", null, words.kinds[kind] ? say(words.kinds[kind], "label") : kind),
      h("td", { class: "date-cell" }, date && dayText(date)), h("td", { class: "number" }, figure(hours))))));
}

/** @param {Words} words @param {number} item */
function itemText(words, item) {
  const known = words.items[item];
  return known ? t("itemOf", say(known, "citation"), say(known, "label")) : String(item);
}

/** The day of issue, in Anhui, such as 2026-03-01. @param {Credential} credential */
export const dayOf = ({ iat }) => new Date((iat + 8 * 3600) * 1000).toISOString().slice(0, 10);

/** Tenths of an hour as hours. @param {number} tenths */
export const figure = (tenths) => String(tenths / 10);
