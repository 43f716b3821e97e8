/** How certificates come in, and what stands in their way. */

import { h } from "../assets/dom.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */

/** @param {App} app @param {Acts} act */
export function intake(app, act) {
  return [
    h("section", { key: "drop", class: "drop", "aria-labelledby": "drop-title" },
      sheet(),
      h("h2", { id: "drop-title" }, t("dropTitle")),
      h("label", { class: "file primary" }, t("choose"),
        h("input", { type: "file", multiple: true, accept: ".pdf,.json,.txt,application/pdf,application/json,text/plain", onchange: (/** @type {Event} */ event) => {
          const input = /** @type {HTMLInputElement} */ (event.target);
          const files = [...(input.files ?? [])];
          input.value = ""; // the same file may be chosen again
          act.open(files);
        } })),
      h("p", { class: "hint" }, t("dropHint"))),
    h("section", { key: "scan", class: "scan", "aria-labelledby": "scan-title" },
      code(),
      h("div", null, h("h2", { id: "scan-title" }, t("scanTitle")), h("p", null, t("scan")))),
    h("details", { key: "paste", class: "panel", open: app.pastes },
      h("summary", null, t("paste")),
      h("form", { onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        act.paste();
      } },
      h("label", { for: "pasted", class: "hint" }, t("pasteLabel")),
      h("textarea", { id: "pasted", rows: 4, spellcheck: "false", autocomplete: "off", autocapitalize: "off", value: app.pasted,
        oninput: (/** @type {Event} */ event) => act.pasting(/** @type {HTMLTextAreaElement} */ (event.target).value) }),
      h("button", { type: "submit" }, t("pasteGo")))),
  ];
}

/** The one thing that no forged page can show. */
export function address() {
  return h("section", { key: "address", class: "address", "aria-labelledby": "address-title" },
    h("h2", { id: "address-title", class: "small" }, t("addressTitle")),
    h("p", null, t("address"), " ", h("strong", { class: "host" }, location.host)),
    h("p", { class: "hint" }, t("addressText")));
}

/** @param {App["state"]} state */
export function trouble(state) {
  if (state === "loading") return h("p", { key: "loading", class: "hint", role: "status" }, t("loading"));
  if (state === "ready") return null;
  return h("div", { key: "trouble", class: "notice strong", role: "alert" },
    h("h2", null, t(`${state}Title`)),
    h("p", null, t(`${state}Text`)),
    state === "failed" && h("div", { class: "actions" }, h("button", { type: "button", onclick: () => location.reload() }, t("tryAgain"))));
}

function sheet() {
  return h("svg", { class: "sheet-picture", viewBox: "0 0 72 92", width: 72, height: 92, "aria-hidden": "true", focusable: "false" },
    h("path", { class: "leaf", d: "M6 9h3V6h3V3h48v3h3v3h3v74h-3v3h-3v3H12v-3H9v-3H6z" }),
    h("path", { class: "mark", d: "M30 24v-6h2.500v-2.500h2.500v-2h6v2h2.500V18H46v6z" }),
    h("path", { class: "lines", d: "M20 33h32M26 40h20M15 50h42M15 57h42" }),
    h("path", { class: "code", d: "M15 65h6v6h-6zM24 65h3v3h-3zM30 65h3v6h-3zM15 74h3v6h-3zM21 74h6v3h-6zM30 74h3v3h-3zM24 77h3v3h-3z" }),
    h("path", { class: "lines", d: "M40 67h17M40 73h17M40 79h11" }));
}

function code() {
  return h("svg", { class: "code-picture", viewBox: "0 0 28 28", width: 56, height: 56, "aria-hidden": "true", focusable: "false" },
    h("path", { d: "M2 2h9v9H2zM4 4v5h5V4zM17 2h9v9h-9zM19 4v5h5V4zM2 17h9v9H2zM4 19v5h5v-5zM13 2h2v4h-2zM13 8h2v5h-4v-2h2zM2 13h5v2H2zM17 13h3v2h-3zM22 13h4v4h-2v-2h-2zM13 15h2v4h-2zM17 17h4v3h-2v2h-2zM13 21h2v5h-2zM22 19h4v2h-4zM19 23h3v3h-3zM24 23h2v3h-2z" }));
}
