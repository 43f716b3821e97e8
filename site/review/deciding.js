/** What the caller may do with a declaration now, and the small form of each: words where they are needed, then a confirmation. */

import { h } from "../assets/dom.js";
import { momentText } from "../assets/format.js";
import { send } from "../assets/registry/api.js";
import { failureOf } from "../assets/registry/refusal.js";
import { wordField, wordsField, wrong } from "./fields.js";
import { KEYS } from "./keys.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */
/** @typedef {import("./types.js").Case} Case */

/** What is being decided: the act, the objection that it is about, what is typed. @typedef {{act: string, objection: string, typed: Record<string, string>}} Deciding */

/** Each act's address, the fields of its form, what is said above them. @type {Record<string, {path: (objection: string) => string, fields: string[], text?: import("./strings.js").Key}>} */
const ACTS = {
  ask: { path: () => "question", fields: ["question"], text: "askText" },
  verify: { path: () => "verification", fields: ["remark", "ledger"], text: "verifyText" },
  refuse: { path: () => "refusal", fields: ["rule", "reason"], text: "refuseText" },
  dismiss: { path: (objection) => `objections/${objection}/dismissal`, fields: ["reason"] },
  uphold: { path: (objection) => `objections/${objection}/upholding`, fields: ["reason"] },
  correct: { path: () => "correction", fields: ["remark", "ledger", "reason"], text: "correctText" },
  annul: { path: () => "annulment", fields: ["reason"], text: "annulText" },
};
const GRAVE = ["refuse", "uphold", "annul"];
const ABOUT_OBJECTIONS = ["dismiss", "uphold"];

/** Begins an act. @param {App} app @param {Tools} tools @param {string} act @param {string} [objection] */
export function begin(app, tools, act, objection = "") {
  const given = /** @type {Case} */ (app.data.case);
  if (!given.actions.includes(act) || app.busy) return;
  const typed = act === "correct" ? { ...given.verification } : {};
  Object.assign(app.data, { deciding: { act, objection, typed }, outcome: null, unsent: null });
  app.failure = null;
  tools.draw();
  const [first] = ACTS[act].fields;
  tools.focus(act === "verify" ? "confirm" : first);
}

/** @param {App} app @param {Tools} tools */
export function decide(app, tools) {
  const given = /** @type {Case} */ (app.data.case);
  const deciding = /** @type {Deciding | null} */ (app.data.deciding);
  const own = given.actions.filter((act) => !ABOUT_OBJECTIONS.includes(act));
  return h("section", { class: "decide", key: "decide", "aria-labelledby": "decide-title" },
    h("h2", { id: "decide-title", tabindex: "-1" }, t("deciding")),
    app.data.unsent && unsent(app.data.unsent),
    given.actions.length === 0 && h("p", null, t("nothingToDo")),
    objections(app, tools, given),
    own.length > 0 && h("div", { class: "actions", key: "acts" }, own.map((act) =>
      h("button", { type: "button", key: act, class: act === "verify" ? "primary" : GRAVE.includes(act) ? "danger" : undefined,
        "aria-expanded": String(deciding?.act === act), "aria-keyshortcuts": app.keys && KEYS[act] ? KEYS[act] : undefined, disabled: app.busy,
        onclick: () => begin(app, tools, act) },
      label(app.terms.actions, act), app.keys && KEYS[act] && h("kbd", { "aria-hidden": "true" }, KEYS[act].toUpperCase())))),
    deciding && !deciding.objection && form(app, tools, deciding));
}

/** What was typed for an act that somebody else came before: there to be copied. @param {Record<string, string>} typed */
function unsent({ question, reason, remark, ledger }) {
  const words = [question, reason, remark, ledger].filter(Boolean);
  return words.length > 0 && h("div", { class: "panel care", key: "unsent" }, h("p", { class: "small" }, t("unsent")),
    words.map((text, index) => h("p", { key: index, lang: "zh-CN", class: "said" }, text)));
}

/** The open objections, each with its reason and what may be decided. @param {App} app @param {Tools} tools @param {Case} given */
function objections(app, tools, given) {
  const deciding = /** @type {Deciding | null} */ (app.data.deciding);
  if (given.objections.length === 0) return null;
  return h("div", { key: "objections", class: "objections" }, h("h3", null, t("objections")),
    given.objections.map((id) => {
      const line = given.history.find((each) => each.type === "case.object" && each.objection === id);
      return h("div", { class: "panel care", key: id },
        line && h("p", { class: "small" }, t("objectionAt", momentText(line.at))),
        h("p", { class: "small" }, t("objectionNumber"), t("colon"), h("span", { class: "code" }, id)),
        h("p", { lang: "zh-CN", class: "said" }, line?.words.reason ?? ""),
        h("div", { class: "actions" }, ABOUT_OBJECTIONS.filter((act) => given.actions.includes(act)).map((act) =>
          h("button", { type: "button", key: act, class: GRAVE.includes(act) ? "danger" : undefined, disabled: app.busy,
            "aria-expanded": String(deciding?.act === act && deciding.objection === id), onclick: () => begin(app, tools, act, id) }, label(app.terms.actions, act)))),
        deciding?.objection === id && form(app, tools, deciding));
    }));
}

/** @param {App} app @param {Tools} tools @param {Deciding} deciding */
function form(app, tools, deciding) {
  const { act, typed } = deciding;
  const { fields, text } = ACTS[act];
  const word = label(app.terms.actions, act);
  return h("form", { key: `form-${act}`, class: "panel act", novalidate: true, "aria-label": word,
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      submit(app, tools, deciding);
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(app, tools, deciding);
      if (event.key === "Escape") close(app, tools);
    } },
  text && h("p", null, t(text)),
  fields.map((name) => name === "rule" ? ruleField(app, tools, typed) : wordsOf(app, name, typed, act)),
  act === "dismiss" && /** @type {Case} */ (app.data.case).objections.length > 1 && forAll(app, tools, typed),
  h("div", { class: "actions" },
    h("button", { id: "confirm", class: GRAVE.includes(act) ? "primary grave" : "primary", disabled: app.busy }, t("confirm", word)),
    h("button", { type: "button", onclick: () => close(app, tools) }, t("cancel"))));
}

/** @param {App} app @param {Tools} tools */
function close(app, tools) {
  app.data.deciding = null;
  app.failure = null;
  tools.draw();
  tools.focus("decide-title");
}

/** @param {App} app @param {string} name @param {Record<string, string>} typed @param {string} act */
function wordsOf(app, name, typed, act) {
  const optional = act === "verify" || (act === "correct" && name !== "reason");
  const title = name === "reason" || name === "question" ? t(name) : label(app.terms.correctable, name);
  const named = [title, optional && h("span", { class: "optional" }, t("optional"))];
  if (name === "ledger") return wordField(app, name, named, typed);
  return wordsField(app, name, named, typed, optional ? 2 : 3);
}

/** Whether one reason answers all the open objections: many may say the same. @param {App} app @param {Tools} tools @param {Record<string, string>} typed */
function forAll(app, tools, typed) {
  return h("div", { class: "field", key: "all" }, h("div", { class: "choice" },
    h("input", { type: "checkbox", id: "for-all", checked: typed.all === "yes", onchange: () => {
      typed.all = typed.all === "yes" ? "" : "yes";
      tools.draw();
    } }),
    h("label", { for: "for-all" }, t("forAll", app.data.case.objections.length))));
}

/** @param {App} app @param {Tools} tools @param {Record<string, string>} typed */
function ruleField(app, tools, typed) {
  const bad = wrong(app, "rule");
  return h("fieldset", { class: `field${bad ? " wrong" : ""}`, key: "rule" },
    h("legend", null, t("rule")),
    h("div", { class: "choices" }, app.terms.refusal_rules.map((term, index) => {
      const id = index === 0 ? "rule" : `rule-${term.name}`;
      return h("div", { class: "choice", key: id },
        h("input", { type: "radio", id, name: "rule", checked: typed.rule === term.name, onchange: () => {
          typed.rule = term.name;
          tools.draw();
        } }),
        h("label", { for: id }, label(app.terms.refusal_rules, term.name)));
    })));
}

/** Does it, as the declaration was seen. @param {App} app @param {Tools} tools @param {Deciding} deciding */
function submit(app, tools, { act, objection, typed }) {
  const given = /** @type {Case} */ (app.data.case);
  const { path, fields } = ACTS[act];
  const changes = Object.fromEntries(["remark", "ledger"].filter((name) => (typed[name] ?? "") !== (given.verification?.[name] ?? "")).map((name) => [name, typed[name] ?? ""]));
  const body = act === "correct" ? { changes, reason: typed.reason ?? "" }
    : Object.fromEntries(fields.filter((name) => name !== "rule" || typed.rule).map((name) => [name, typed[name] ?? ""]));
  return tools.run(async () => {
    let { revision } = given;
    try {
      for (const each of typed.all === "yes" ? given.objections : [objection]) { // one after another, each recorded by itself
        ({ revision } = await send("POST", `/api/verifier/cases/${given.person}/${given.year}/${path(each)}`, { ...body, revision }));
      }
    } catch (error) {
      const { kind, problem } = failureOf(error);
      if (kind === "refused" && !problem.errors?.length) await tools.load().catch(() => {}); // somebody was first: the page shows what stands
      throw error;
    }
    Object.assign(app.data, { outcome: act, deciding: null });
    await tools.load();
    tools.focus("outcome-title");
  });
}
