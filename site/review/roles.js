/** Giving a role to an account, and taking it back. Who may is decided by the API. */

import { h } from "../assets/dom.js";
import { get, send } from "../assets/registry/api.js";
import { regionOptions } from "../notices/regions.js";
import { selectField, wordField } from "./fields.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */

/** @type {import("./types.js").View} */
export const roles = {
  async load(app) {
    const own = app.me?.roles.filter(({ role }) => role === "employer_verifier") ?? [];
    return { identity: "", role: "", scope: "", region: "", employers: own.map(({ scope, scope_name }) => ({ employer: scope, name: scope_name })), done: "" };
  },
  title: () => t("roles"),
  draw: (app, tools) => {
    const { data } = app;
    const chosen = app.terms.grantable_roles.find(({ name }) => name === data.role);
    return [
      h("h1", { id: "page-title", tabindex: "-1" }, t("roles")),
      h("p", { class: "lead" }, t("rolesText")),
      data.done && h("p", { class: "panel done", id: "role-done", tabindex: "-1", key: "done" }, data.done),
      h("form", { class: "narrow", novalidate: true, onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
        wordField(app, "identity", t("identity"), data),
        selectField("role", t("role"), data.role, app.terms.grantable_roles.map(({ name }) => [name, label(app.terms.grantable_roles, name)]), (value) => {
          Object.assign(data, { role: value, scope: "" });
          tools.draw();
        }),
        chosen?.scope === "region" && selectField("scope", t("scopeRegion"), data.scope, regionOptions(app.regions), (value) => { data.scope = value; }, "zh-CN"),
        chosen?.scope === "employer" && employer(app, tools),
        h("div", { class: "actions" },
          h("button", { type: "button", class: "primary", disabled: app.busy, onclick: () => assign(app, tools, true) }, t("give")),
          h("button", { type: "button", class: "danger", disabled: app.busy, onclick: () => assign(app, tools, false) }, t("takeBack")))),
      h("p", { class: "hint" }, t("myIdentity"), t("colon"), h("span", { class: "code" }, app.me?.identity ?? "")),
    ];
  },
};

/** The employer: one's own, or, for those above, one of a region. @param {App} app @param {Tools} tools */
function employer(app, tools) {
  const { data } = app;
  const above = app.me?.roles.some(({ role }) => role !== "employer_verifier");
  return [
    above && selectField("region", t("chooseRegion"), data.region, regionOptions(app.regions), (value) => {
      Object.assign(data, { region: value, scope: "", employers: [] });
      return tools.run(async () => { data.employers = (await get(`/api/applicant/employers?region=${value}`)).rows; });
    }, "zh-CN"),
    selectField("scope", t("scopeEmployer"), data.scope, data.employers.map((/** @type {{employer: string, name: string}} */ each) => [each.employer, each.name]),
      (value) => { data.scope = value; }, "zh-CN"),
  ];
}

/** @param {App} app @param {Tools} tools @param {boolean} held */
function assign(app, tools, held) {
  return tools.run(async () => {
    const { data } = app;
    data.done = "";
    await send("POST", "/api/verifier/assignments", { identity: data.identity.trim(), role: data.role, scope: data.scope, held });
    data.done = t(held ? "roleGiven" : "roleTaken", label(app.terms.grantable_roles, data.role));
    tools.draw();
    tools.focus("role-done");
  });
}
