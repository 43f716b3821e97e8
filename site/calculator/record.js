/** The print of a year: a record with its date, address and rules, each line with its article. Drawn for paper only. */

import { h } from "../assets/dom.js";
import { titled, today, yearOf } from "./draft.js";
import { facts } from "./year.js";
import { picture } from "./picture.js";
import { say, t } from "./strings.js";
import { statusText } from "./result.js";
import { readingLines } from "./texts.js";
import { overview } from "./years.js";

/** @param {import("./types.js").App} app */
export function record(app) {
  const { answer, catalogue } = app;
  if (!answer) return null;
  const done = titled(yearOf(app.draft).done, catalogue.kinds);
  return h("section", { key: "record", class: "record", "aria-hidden": "true" },
    h("h2", null, t("textTitle", answer.year)),
    h("p", null, t("recordMade", today(), location.origin + location.pathname, answer.rules_version)),
    h("p", { class: "verdict" }, statusText(app, answer)),
    picture(app, answer, "record"),
    h("table", null,
      h("thead", null, h("tr", null, ["recordNumber", "recordWhat", "recordFacts", "recordArticle", "hours", "outcome"].map((key) =>
        h("th", { key }, t(/** @type {import("./strings.js").Key} */ (key)))))),
      h("tbody", null, done.map((entry, index) => {
        const kind = catalogue.kinds.find((each) => each.kind === entry.kind);
        const judged = answer.activities.find(({ id }) => id === entry.id);
        return h("tr", { key: entry.id },
          h("td", null, index + 1), h("td", null, entry.title), h("td", null, kind && facts(kind, entry).join(t("dot")), judged && h("div", { class: "small" }, say(judged, "why"))), h("td", null, kind && say(kind, "citation")),
          h("td", { class: "number" }, judged?.hours), h("td", null, judged && t(judged.counts ? "counts" : "countsNot")));
      })),
      h("tfoot", null, h("tr", null, h("td", { colspan: 6 }, t("textFigures", answer.total, answer.professional, answer.general))))),
    h("p", null, say(answer, "elected_why")),
    readingLines(app, answer).map((line) => h("p", { key: line }, line)),
    overview(app),
    h("p", { class: "small" }, t("estimateShort")));
}
