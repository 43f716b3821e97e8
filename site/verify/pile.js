/** Several certificates at once, as a table; each can be looked at whole. */

import { h } from "../assets/dom.js";
import { say } from "../assets/words.js";
import { t } from "./strings.js";
import { figure, sign } from "./verdict.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Checked} Checked */

/** @param {App} app @param {import("./types.js").Words} words @param {import("./types.js").Acts} act */
export function pile(app, words, act) {
  /** @type {Map<Answer, number>} */
  const counts = new Map();
  for (const { finding: { answer } } of app.checked) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const again = repeated(app.checked);
  return h("section", { key: "pile", class: "pile", "aria-labelledby": "pile-title" },
    h("h2", { id: "pile-title", tabindex: "-1" }, t("pileTitle", app.checked.length)),
    h("ul", { class: "counts" }, [...counts].map(([answer, count]) => h("li", { key: answer },
      sign(answer, 28), h("span", null, say(words.answers[answer], "label"), " ", h("strong", { class: "number" }, t("pileCount", count)))))),
    h("div", { class: "scroll" }, h("table", null,
      h("thead", null, h("tr", null, /** @type {const} */ (["answer", "name", "last4", "year", "total", "number", "file"]).map((key) =>
        h("th", { key, scope: "col", class: key === "total" ? "number" : key === "number" ? "serial" : "" }, t(key))))),
      h("tbody", null, app.checked.map((checked) => row(checked, again, words, act))))),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "primary", onclick: act.download }, t("download")),
      h("button", { type: "button", onclick: () => window.print() }, t("print")),
      h("button", { type: "button", onclick: act.again }, t("another"))));
}

/** The numbers that more than one of them bears. @param {Checked[]} checked */
export function repeated(checked) {
  const numbers = checked.flatMap(({ finding: { credential } }) => (credential ? [credential.jti] : []));
  return new Set(numbers.filter((number, at) => numbers.indexOf(number) < at));
}

/** @param {Checked} checked @param {Set<string>} again @param {import("./types.js").Words} words @param {import("./types.js").Acts} act */
function row({ id, name, finding: { answer, credential, issuer } }, again, words, act) {
  return h("tr", { key: id },
    h("th", { scope: "row" }, h("button", { type: "button", class: "look", onclick: () => act.show(id) }, sign(answer, 24), say(words.answers[answer], "label"))),
    h("td", { "data-head": t("name"), class: "holder" }, credential?.name),
    h("td", { "data-head": t("last4") }, credential?.id_last4),
    h("td", { "data-head": t("year") }, credential?.year),
    h("td", { "data-head": t("total"), class: "number" }, credential && figure(credential.hours[0] + credential.hours[1])),
    h("td", { "data-head": t("number"), class: "serial" }, credential && h("span", null, credential.jti), credential && again.has(credential.jti) && h("strong", { class: "lack" }, " ", t("twice")),
      issuer?.demonstration && h("strong", { class: "lack" }, " ", t("demonstrationShort"))),
    h("td", { "data-head": t("file"), class: "file-name" }, name || t("link")));
}
