/** An objection to one notice: what it says, the reason, and what happens next. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { employerOf, itemsOf, lastDay } from "./list.js";
import { placeName } from "./regions.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */
/** @typedef {import("./types.js").Notice} Notice */

const MOST = 500; // characters that a field takes; the API decides what a reason is

/** @param {App} app @param {Notice} notice @param {Acts} act */
export function objecting(app, notice, act) {
  const wrong = app.failure?.problem.errors?.some(({ path }) => path === "reason") ?? app.failure?.problem.code === "reason_missing";
  return h("section", { key: "objecting", class: "objecting" },
    facts(app, notice),
    h("form", { novalidate: true, onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      act.object();
    } },
    h("div", { class: `field${wrong ? " wrong" : ""}` },
      h("label", { for: "reason" }, t("reason")),
      h("p", { class: "hint", id: "reason-hint" }, t("reasonHint")),
      h("textarea", { id: "reason", rows: 6, maxlength: MOST, value: app.reason, "aria-describedby": "reason-hint", "aria-invalid": wrong ? "true" : undefined,
        oninput: (/** @type {Event} */ event) => act.reason(/** @type {HTMLTextAreaElement} */ (event.target).value) })),
    h("p", null, t("stops"), t("anonymous")),
    h("div", { class: "actions" },
      h("button", { class: "primary", disabled: app.sending }, t("object")))));
}

/** @param {App} app @param {Notice} notice */
export function receipt(app, notice) {
  return h("section", { key: "receipt", class: "objecting" },
    h("dl", { class: "terms" }, fact(t("number"), h("span", { class: "code" }, app.objection))),
    h("h2", null, t("next")),
    h("ol", { class: "steps" }, h("li", null, t("next1")), h("li", null, t("next2")), h("li", null, t("next3"))),
    facts(app, notice),
    h("p", null, h("a", { href: `#${app.region}` }, t("back"))));
}

/** @param {App} app @param {Notice} notice */
function facts(app, notice) {
  return h("dl", { class: "terms", key: "facts" },
    fact(t("name"), h("span", { lang: "zh-CN" }, notice.name)), fact(t("at"), employerOf(notice)), fact(t("year"), notice.year),
    fact(t("region"), h("span", { lang: "zh-CN" }, placeName(app.regions, notice.region))),
    fact(t("items"), itemsOf(app, notice)), fact(t("hours"), [notice.total, h("span", { class: "small split" }, t("split", notice.general, notice.professional))]),
    fact(t("opened"), dayText(notice.opened)), fact(t("lastDay"), lastDay(notice)));
}

/** @param {string} name @param {import("../assets/dom.js").Child} value */
function fact(name, value) {
  return h("div", { key: name }, h("dt", null, name), h("dd", null, value));
}
