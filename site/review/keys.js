/** Single keys that do something while no field has the focus; they can be turned off (WCAG 2.1.4), which the device remembers. */

import { h } from "../assets/dom.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */

/** The key of an act. @type {Record<string, string>} */
export const KEYS = { verify: "v", ask: "a", refuse: "r" };
const KEPT = "review.keys";

/** Whether keys are on; they are until somebody turns them off. */
export function keysOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
function turn(on) {
  try {
    if (on) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "off");
  } catch {
    // storage is off: they stay as they are on this page alone
  }
}

/** Whether a key belongs to the page: no field has it, and no modifier makes it the browser's. @param {KeyboardEvent} event */
export function isFree(event) {
  const { target, ctrlKey, metaKey, altKey, isComposing } = event;
  return !ctrlKey && !metaKey && !altKey && !isComposing && !(target instanceof Element && target.closest("input, textarea, select, [contenteditable]"));
}

/** What the keys are, and the switch. @param {App} app @param {import("./types.js").Tools} tools */
export function keysHelp(app, tools) {
  /** @type {[string, string][]} */
  const lines = [["J", t("keyDown")], ["K", t("keyUp")], ["Enter", t("keyOpen")],
    ...Object.entries(KEYS).map(([act, key]) => /** @type {[string, string]} */ ([key.toUpperCase(), label(app.terms.actions, act)])),
    ["E", t("keyFile")], ["N", t("keyNext")], ["U", t("keyBack")], ["Ctrl + Enter", t("keySend")], ["?", t("keyHelp")]];
  return h("details", { key: "keys", id: "keys", class: "keys" },
    h("summary", { id: "keys-title" }, t("keysTitle")),
    h("p", { class: "hint" }, t("keysText")),
    h("dl", null, lines.map(([key, text]) => h("div", { key }, h("dt", null, h("kbd", null, key)), h("dd", null, text)))),
    h("div", { class: "field" }, h("div", { class: "choice" },
      h("input", { type: "checkbox", id: "keys-on", checked: app.keys, onchange: () => {
        app.keys = !app.keys;
        turn(app.keys);
        tools.draw();
      } }),
      h("label", { for: "keys-on" }, t("keysOn")))));
}
