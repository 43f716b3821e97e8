/** Who one is: name and ID number, given once. The number is checked by the API and never shown again but masked. */

import { h } from "../assets/dom.js";
import { send } from "../assets/registry/api.js";
import { drawn, narrow } from "../calculator/form.js";
import { mistake, mistakeAt, wrong } from "./parts.js";
import { fieldOf, t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */

const FIELDS = /** @type {const} */ (["name", "id_number"]);

/** @param {Page} page */
export function enrolPage(page) {
  const { app } = page;
  const fields = [fieldOf("name", "enrolName", { autocomplete: "name" }), fieldOf("id_number", "enrolNumber")];
  return h("form", { key: "enrol", novalidate: true, onsubmit: (/** @type {Event} */ event) => submit(page, event) },
    wrong(page, (path) => `f-${path}`, () => submit(page)),
    h("h1", { id: "page-title", tabindex: "-1" }, t("enrolTitle")),
    h("p", { class: "lead" }, t("enrolLead")),
    fields.map((field) => drawn(field, app.typed, mistakeAt(page, field.name), (name, value) => {
      app.typed = { ...app.typed, [name]: value };
      page.keep();
    })),
    h("p", { class: "hint" }, t("enrolKept")),
    h("div", { class: "actions" }, h("button", { type: "submit", class: "primary", disabled: app.busy }, t("enrolSend"))));
}

/** @param {Page} page @param {Event} [event] */
function submit(page, event) {
  event?.preventDefault();
  const { app } = page;
  const [name, id_number] = FIELDS.map((field) => narrow(String(app.typed[field] ?? "")));
  const missing = [name === "" && mistake("name", "enrolNameMissing"), id_number === "" && mistake("id_number", "enrolNumberMissing")].filter((each) => each !== false);
  if (missing.length > 0) return page.refuse(missing);
  return page.run(async () => {
    await send("POST", "/api/applicant/me", { name, id_number });
    app.typed = {};
    app.me = null;
    page.keep();
    page.go("#/work", { notice: t("enrolled") });
  });
}
