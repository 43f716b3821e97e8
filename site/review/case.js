/** One declaration: what is claimed beside its evidence, the check list, what may be done, what happened. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { get } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { claim, fact } from "./claim.js";
import { begin, decide } from "./deciding.js";
import { earlier } from "./earlier.js";
import { evidence, forget, show } from "./evidence.js";
import { history } from "./history.js";
import { kept } from "./keeping.js";
import { KEYS } from "./keys.js";
import { tone } from "./queue.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */
/** @typedef {import("./types.js").Case} Case */

/** @type {import("./types.js").View} */
export const one = {
  async load(app) {
    const [, person, year] = app.place;
    const before = app.data;
    const again = before?.case?.person === person && before.case.year === Number(year);
    const given = await get(`/api/verifier/cases/${person}/${year}`);
    const deciding = again ? before.deciding : kept(app.place); // what is typed outlives a reload and a new sign-in
    const stands = given.actions.includes(deciding?.act) && (!deciding.objection || given.objections.includes(deciding.objection));
    return { ticks: new Set(), shown: null, outcome: null, ...(again && before), case: given,
      deciding: stands ? deciding : null, unsent: deciding && !stands ? deciding.typed : null };
  },
  ready(app, tools) {
    if (!app.data.shown && app.data.case.evidence.length > 0) show(app, tools, 0);
  },
  title: () => t("title"),
  draw: (app, tools) => {
    const given = /** @type {Case} */ (app.data.case);
    return [
      app.desk.length > 0 && h("a", { class: "back", key: "back", href: `#${app.desk.join("/")}` }, t("back")),
      app.data.outcome && outcome(app, given),
      h("div", { class: "desk", key: "desk" },
        h("div", { class: "left" }, head(app, given), claim(app), earlier(app, tools)),
        h("div", { class: `right${app.data.deciding ? " deciding" : ""}` }, evidence(app, tools),
          given.actions.length > 0 && !app.data.deciding && h("div", { class: "jump", key: "jump" }, h("button", { type: "button", class: "primary", onclick: () => tools.focus("decide-title") }, t("toDecide"))),
          decide(app, tools)),
        h("div", { class: "left after" }, history(app))),
    ];
  },
  keys: (app, tools) => {
    const next = nextOf(app);
    const files = app.data.case.evidence.length;
    return {
      ...Object.fromEntries(Object.entries(KEYS).map(([act, key]) => [key, () => begin(app, tools, act)])),
      ...(files > 0 && { e: () => { show(app, tools, ((app.data.shown?.at ?? -1) + 1) % files); } }),
      ...(next && { n: () => tools.go(addressOf(next)) }),
      ...(app.desk.length > 0 && { u: () => tools.go(app.desk.join("/")) }),
    };
  },
  leave: forget,
};

/** @param {import("./types.js").Row} row */
function addressOf(row) {
  return `case/${row.person}/${row.year}`;
}

/** The declaration after this one in the queue as it was read. @param {App} app */
function nextOf(app) {
  const here = app.place.join("/");
  const at = app.waiting.findIndex((row) => addressOf(row) === here);
  return app.waiting[at + 1];
}

/** @param {App} app @param {Case} given */
function head(app, given) {
  const { notice, verification } = given;
  return h("header", { key: "head" },
    h("h1", { id: "page-title", tabindex: "-1" }, h("span", { lang: "zh-CN" }, given.name), ` ${t("yearOf", given.year)}`),
    h("p", null, h("span", { class: `state ${tone(given.status)}` }, say(given, "status_label")), " ",
      given.since && h("span", { class: "small" }, t("sinceStatus", dayText(given.since)))),
    h("dl", { class: "terms" },
      fact(t("next"), say(given, "next_label")),
      fact(t("desk"), [h("span", { lang: "zh-CN" }, given.verifier.name), h("span", { class: "small" }, ` ${say(given.verifier, "desk_label")}`)]),
      fact(t("idLast4"), h("span", { class: "code" }, given.id_last4)),
      fact(t("employer"), given.employer ? h("span", { lang: "zh-CN" }, given.employer) : t("self")),
      given.transferred_in && fact(t("transferredIn"), dayText(given.transferred_in)),
      notice && fact(t("notice"), notice.last_day ? t("noticeDays", dayText(notice.opened), dayText(notice.last_day)) : say(notice, "note")),
      verification && app.terms.correctable.map(({ name }) => verification[name] && fact(label(app.terms.correctable, name), h("span", { lang: "zh-CN" }, verification[name])))),
    given.doubts.length > 0 && h("div", { class: "panel care", key: "doubts" },
      h("p", null, h("strong", null, t("doubtTitle"))),
      h("ul", null, given.doubts.map((name) => h("li", { key: name }, label(app.terms.doubts, name))))));
}

/** What was just done, and where to go on. @param {App} app @param {Case} given */
function outcome(app, given) {
  const next = nextOf(app);
  return h("section", { class: "panel done", key: "outcome", "aria-labelledby": "outcome-title" },
    h("h2", { id: "outcome-title", tabindex: "-1" }, t("doneText", label(app.terms.actions, app.data.outcome), say(given, "status_label"))),
    h("p", { class: "actions" },
      next && h("a", { class: "button", key: "next", href: `#${addressOf(next)}` }, t("nextCase", ""), h("span", { lang: "zh-CN" }, next.name), ` ${t("yearOf", next.year)}`, app.keys && h("kbd", { "aria-hidden": "true" }, "N")),
      app.desk.length > 0 && h("a", { class: "button", key: "back", href: `#${app.desk.join("/")}` }, t("back"), app.keys && h("kbd", { "aria-hidden": "true" }, "U"))));
}
