/** What happened to a declaration, in its order, with what people wrote. */

import { h } from "../assets/dom.js";
import { momentText } from "../assets/format.js";
import { say } from "../assets/words.js";
import { fact } from "./claim.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */

const WRITTEN = /** @type {const} */ (["question", "reason", "note"]); // what people write beside an act; the rest has words of its own

/** @param {App} app */
export function history(app) {
  const { case: given } = app.data;
  const { terms } = app;
  return h("section", { key: "history", class: "history", "aria-labelledby": "history-title" },
    h("h2", { id: "history-title" }, t("history")),
    h("ol", null, given.history.map((/** @type {import("./types.js").Line} */ line) => h("li", { key: line.number },
      h("p", null, h("strong", null, say(line, "label")), " ", h("span", { class: "small" }, say(line, "role_label"), line.in_bulk && ` ${t("inBulk")}`)),
      h("p", { class: "small" }, momentText(line.at)),
      h("dl", { class: "small" },
        line.objection && fact(t("objectionNumber"), h("span", { class: "code" }, line.objection)),
        line.rule && fact(t("rule"), say(line, "rule_label")),
        Array.isArray(line.evidence) && line.evidence.length > 0 && fact(t("evidence"), t("files", line.evidence.length)),
        WRITTEN.map((name) => line.words[name] && fact(t(name), h("span", { lang: "zh-CN" }, line.words[name]))),
        terms.correctable.map(({ name }) => line.words[name] && fact(label(terms.correctable, name), h("span", { lang: "zh-CN" }, line.words[name]))))))));
}