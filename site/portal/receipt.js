/** The receipt of a declaration, on the screen and on paper. */

import { h } from "../assets/dom.js";
import { momentText } from "../assets/format.js";
import { say } from "../assets/words.js";
import { back, hours, state, terms, theirs, verifierText, wrong } from "./parts.js";
import { t } from "./strings.js";
import { declared } from "./year.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").OwnYear} OwnYear */

/** @param {Page} page @param {OwnYear} year */
export function receiptPage(page, year) {
  const sent = [...year.history].reverse().find(({ type }) => type === "case.declare");
  if (!sent) return [back(page, `#/${year.year}`), wrong(page), h("h1", { id: "page-title", tabindex: "-1" }, t("receipt"))];
  return [
    wrong(page),
    h("section", { key: "done", class: "panel done receipt-head" },
      h("h1", { id: "page-title", tabindex: "-1" }, t("receiptTitle", year.year)),
      h("p", null, t("receiptLead"))),
    terms([
      [t("name"), theirs(year.name ?? "")],
      [t("idNumber"), page.app.me?.person?.id_number ?? ""],
      year.employer ? [t("work"), theirs(year.employer)] : null,
      year.verifier && [t("verifier"), verifierText(year.verifier)],
      [t("submittedAt"), momentText(sent.at)],
      [t("reference"), h("span", { class: "number" }, `${page.app.me?.person?.id.slice(0, 8)}-${year.year}-${sent.number}`)],
      [t("statusNow"), [state(year), " ", h("span", { class: "small" }, say(year, "next_label"))]],
      [t("hoursTitle"), hours(year.assessment)],
      [t("rulesVersion"), year.rules_version],
    ]),
    declared(page, year),
    h("section", { key: "next", "aria-labelledby": "receipt-next" },
      h("h2", { id: "receipt-next" }, t("receiptNext")),
      h("p", null, t("receiptNextText"))),
    h("div", { class: "actions", key: "acts" },
      h("button", { type: "button", class: "primary", onclick: () => window.print() }, t("print")),
      h("button", { type: "button", onclick: () => page.go(`#/${year.year}`) }, t("toYear", year.year))),
    h("p", { class: "hint", key: "cleared" }, t("cleared")),
  ];
}
