/** The fields of the bench's small forms. */

import { h } from "../assets/dom.js";
import { ApiError } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */

/** Whether the last answer named a field. @param {App} app @param {string} name */
export function wrong(app, name) {
  return app.failure?.problem.errors?.some(({ path }) => path === name || path === `changes.${name}`) ?? false;
}

const TITLES = /** @type {const} */ (["rule", "reason", "question", "identity", "role", "opens", "closes", "code", "kind"]); // fields called as their paths

/** A failure whose errors say which field they are about. @param {App} app @param {ApiError} error */
export function named(app, error) {
  const errors = error.problem.errors?.map((each) => {
    const path = each.path.replace(/^changes\./, "");
    const title = TITLES.find((name) => name === path);
    const word = path === "name" ? t("employerName") : title ? t(title) : label(app.terms.correctable, path);
    const said = say(each, "message");
    const message = word === path || said.startsWith(word) ? said : `${word}${t("colon")}${said}`;
    return { ...each, message, message_en: message };
  });
  return errors ? new ApiError(error.kind, { ...error.problem, errors }, error.seconds) : error;
}

/** A line of text. @param {App} app @param {string} name also its id @param {import("../assets/dom.js").Child} title @param {Record<string, any>} typed where it is kept */
export function wordField(app, name, title, typed) {
  const bad = wrong(app, name);
  return h("div", { class: `field${bad ? " wrong" : ""}`, key: name },
    h("label", { for: name }, title),
    h("input", { id: name, value: typed[name] ?? "", autocomplete: "off", spellcheck: "false", "aria-invalid": bad ? "true" : undefined,
      oninput: (/** @type {Event} */ event) => {
        typed[name] = /** @type {HTMLInputElement} */ (event.target).value;
      } }));
}

/** Some lines of text. @param {App} app @param {string} name also its id @param {import("../assets/dom.js").Child} title @param {Record<string, any>} typed where it is kept @param {number} rows */
export function wordsField(app, name, title, typed, rows) {
  const bad = wrong(app, name);
  return h("div", { class: `field${bad ? " wrong" : ""}`, key: name },
    h("label", { for: name }, title),
    h("textarea", { id: name, rows, maxlength: 500, value: typed[name] ?? "", "aria-invalid": bad ? "true" : undefined,
      oninput: (/** @type {Event} */ event) => {
        typed[name] = /** @type {HTMLTextAreaElement} */ (event.target).value;
      } }));
}

/**
 * A choice of one, nothing being chosen at first.
 * @param {string} id @param {string} title @param {string} value @param {[string, string][]} options @param {(value: string) => void} choose @param {string} [lang] of the options
 */
export function selectField(id, title, value, options, choose, lang) {
  return h("div", { class: "field", key: id },
    h("label", { for: id }, title),
    h("select", { id, value, onchange: (/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value) },
      h("option", { value: "", key: "none" }), options.map(([name, text]) => h("option", { value: name, key: name, lang }, text))));
}
