/** All that the registry holds of a person, to be read here and kept as a file. */

import { h } from "../assets/dom.js";
import { dayText, momentText } from "../assets/format.js";
import { saveJson } from "../assets/save.js";
import { employmentText } from "./home.js";
import { back, state, terms, theirs, wrong } from "./parts.js";
import { t } from "./strings.js";
import { lines } from "./year.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").WholeRecord} WholeRecord */

/** @param {Page} page @param {WholeRecord} record */
export function recordPage(page, record) {
  const { me } = page.app;
  return [
    back(page, "#/"),
    wrong(page),
    h("h1", { id: "page-title", tabindex: "-1" }, t("recordTitle")),
    h("p", { class: "lead" }, t("recordLead")),
    terms([
      [t("name"), theirs(record.name)],
      [t("idNumber"), h("span", { class: "number" }, record.id_number)],
      me?.employment && [t("work"), employmentText(me.employment)],
      [t("recordTaken"), momentText(record.taken)],
    ]),
    h("div", { class: "actions", key: "acts" }, h("button", { type: "button", class: "primary", onclick: () => saveJson(record, t("recordFile")) }, t("recordSave"))),
    record.years.map((year) => h("section", { key: year.year, "aria-labelledby": `year-${year.year}` },
      h("h2", { id: `year-${year.year}` }, t("yearTitle", year.year), " ", state(year)),
      year.erased && h("p", { key: "erased" }, t("recordErased", dayText(year.erased))),
      year.declarations.map((each, index) => h("div", { key: index, class: "panel" }, terms([
        [t("declared"), each.claim.activities.length > 0 ? h("ul", null, each.claim.activities.map(({ id, title }) => h("li", { key: id }, theirs(title)))) : t("declaredNone")],
        each.employer !== "" && [t("work"), theirs(each.employer)],
        [t("files"), t("recordFiles", each.evidence.length)],
        !!each.verification?.remark && [t("remark"), theirs(each.verification.remark)],
        !!each.verification?.ledger && [t("ledger"), theirs(each.verification.ledger)],
      ]))),
      year.certificates.map(({ number, issued }) => h("p", { key: number }, t("certificateNumber"), " ", h("span", { class: "number" }, number), t("inBrackets", dayText(issued)))),
      h("details", { class: "panel fold" }, h("summary", null, t("history")), lines(year.history)))),
    h("section", { key: "online", "aria-labelledby": "online-title" },
      h("h2", { id: "online-title" }, t("onlineTitle")),
      record.online.length === 0 ? h("p", null, t("recordNoOnline")) : h("ul", { class: "answers" }, record.online.map(({ completion }) => {
        const { id, title, date } = JSON.parse(completion);
        return h("li", { key: id }, theirs(title), t("comma"), dayText(date));
      }))),
    h("section", { key: "history", "aria-labelledby": "history-title" }, h("h2", { id: "history-title" }, t("recordOwn")), lines(record.history)),
  ];
}
