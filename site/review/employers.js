/** Employers that wait for the bureau to confirm what kind they are; registering an employer. */

import { h } from "../assets/dom.js";
import { get, send } from "../assets/registry/api.js";
import { further } from "./paging.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {{employer: string, name: string, code: string, kind: string, region: string, confirmed: boolean}} Employer */

/** @param {App} app @param {string | null} [after] */
function page(app, after) {
  return get(`/api/verifier/employers?${new URLSearchParams({ region: app.place[1], ...(after && { after }) })}`);
}

/** @type {import("./types.js").View} */
export const employers = {
  load: async (app) => ({ ...await page(app), kinds: {} }),
  title: () => t("employers"),
  draw: (app, tools) => [
    h("h1", { id: "page-title", tabindex: "-1" }, t("employers")),
    h("p", { class: "lead" }, t("employersText")),
    app.data.rows.length === 0 && h("p", null, t("noEmployers")),
    h("ul", { class: "cases" }, app.data.rows.map((/** @type {Employer} */ row) => h("li", { key: row.employer, class: "with-act" },
      h("div", null, h("strong", { lang: "zh-CN" }, row.name), h("p", { class: "small" }, t("code"), t("colon"), h("span", { class: "code" }, row.code))),
      h("div", { class: "actions" },
        h("select", { "aria-label": t("kindOf", row.name), value: app.data.kinds[row.employer] ?? row.kind, onchange: (/** @type {Event} */ event) => {
          app.data.kinds[row.employer] = /** @type {HTMLSelectElement} */ (event.target).value;
        } }, app.terms.employer_kinds.map(({ name }) => h("option", { value: name, key: name }, label(app.terms.employer_kinds, name)))),
        h("button", { type: "button", disabled: app.busy, onclick: () => tools.run(async () => {
          const { revision } = await get(`/api/verifier/employers/${row.employer}`);
          await send("POST", `/api/verifier/employers/${row.employer}/confirmation`, { kind: app.data.kinds[row.employer] ?? row.kind, revision });
          await tools.load();
          tools.say(t("nowConfirmed", row.name));
          tools.focus("page-title");
        }) }, t("confirmEmployer"), h("span", { class: "unseen", lang: "zh-CN" }, ` ${row.name}`)))))),
    further(app, tools, page),
  ],
};
