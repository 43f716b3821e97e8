/** The fields of the bench's small forms. */

import { h } from "../assets/dom.js";

/** @typedef {import("./types.js").App} App */

/** Whether the last answer named a field. @param {App} app @param {string} name */
export function wrong(app, name) {
  return app.failure?.problem.errors?.some(({ path }) => path === name || path === `changes.${name}`) ?? false;
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
