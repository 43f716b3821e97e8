/** An employer is registered by its own people; once its bureau has confirmed it, who registered it verifies for it. */

import { h } from "../assets/dom.js";
import { ApiError, send } from "../assets/registry/api.js";
import { selectField, wordField } from "./fields.js";
import { label, t } from "./strings.js";
import { regionOptions } from "../notices/regions.js";

/** @type {import("./types.js").View} */
export const register = {
  load: async () => ({ code: "", name: "", kind: "", region: "", doubted: "", done: false }),
  title: () => t("registerEmployer"),
  draw: (app, tools) => {
    const { data, terms } = app;
    if (data.done) {
      return [h("h1", { id: "page-title", tabindex: "-1" }, t("registered")),
        h("p", null, t("registeredText")),
        h("p", null, h("a", { href: "../portal/" }, t("toPortal")))];
    }
    return [
      h("h1", { id: "page-title", tabindex: "-1" }, t("registerEmployer")),
      h("p", { class: "lead" }, t("registerText")),
      h("form", { class: "narrow", novalidate: true, onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        tools.run(async () => {
          const { code, name, kind, region } = data;
          try {
            await send("POST", "/api/verifier/employers", { code, name, kind, region, code_confirmed: code === data.doubted });
          } catch (error) {
            if (error instanceof ApiError && error.problem.errors?.some(({ path }) => path === "code")) data.doubted = code; // the same again confirms it
            throw error;
          }
          data.done = true;
          tools.draw();
          tools.focus("page-title");
        });
      } },
      wordField(app, "name", t("employerName"), data), wordField(app, "code", t("code"), data),
      selectField("kind", t("kind"), data.kind, terms.employer_kinds.map(({ name }) => [name, label(terms.employer_kinds, name)]), (value) => { data.kind = value; }),
      selectField("region", t("employerRegion"), data.region, regionOptions(app.regions), (value) => { data.region = value; }, "zh-CN"),
      h("div", { class: "actions" }, h("button", { class: "primary", disabled: app.busy }, t("registerEmployer")))),
    ];
  },
};
