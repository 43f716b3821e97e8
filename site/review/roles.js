/** Who holds which role where; giving one to an account, and taking it back. Who may is decided by the API. */

import { h } from "../assets/dom.js";
import { get, send } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { regionOptions } from "../notices/regions.js";
import { selectField, wordField } from "./fields.js";
import { further } from "./paging.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */
/** @typedef {Record<string, any> & {identity: string, name: string, role: string, scope: string}} Holder */

/** @param {App} app @param {string | null} [after] @returns {Promise<{rows: Holder[], next: string | null}>} */
function page(app, after) {
  return get(`/api/verifier/assignments?${new URLSearchParams({ scope: app.data.scope, role: app.data.role, ...(after && { after }) })}`);
}

/** Reads who holds a role at the place that is chosen. @param {App} app */
async function readHolders(app) {
  Object.assign(app.data, { rows: null, next: null });
  Object.assign(app.data, await page(app));
}

/** What the chosen role holds for: `employer`, `region`, `none`; nothing before. @param {App} app @returns {string | undefined} */
function scopeKind(app) {
  return /** @type {any} */ (app.terms.grantable_roles.find(({ name }) => name === app.data.role))?.scope;
}

/** The roles to choose from: those that the caller may give. @param {App} app */
function offeredTo(app) {
  return app.terms.grantable_roles.filter(({ name }) => app.me?.may_give.includes(name));
}

/** @type {import("./types.js").View} */
export const roles = {
  async load(app) {
    const own = app.me?.roles.filter(({ role }) => role === "employer_verifier") ?? [];
    const employers = own.map(({ scope, scope_name }) => ({ employer: scope, name: scope_name }));
    const offered = offeredTo(app);
    const role = offered.length === 1 ? offered[0].name : ""; // one choice is none
    const scope = role && employers.length === 1 ? employers[0].employer : "";
    app.data = { identity: "", role, scope, region: "", employers, rows: null, next: null, done: "" };
    if (scope) await readHolders(app);
    return app.data;
  },
  title: () => t("roles"),
  draw: (app, tools) => {
    const { data, terms } = app;
    const kind = scopeKind(app);
    /** @param {string} scope */
    const choose = (scope) => {
      data.scope = scope;
      tools.run(() => readHolders(app));
    };
    return [
      h("h1", { id: "page-title", tabindex: "-1" }, t("roles")),
      h("p", { class: "lead" }, t("rolesText")),
      data.done && h("p", { class: "panel done", id: "role-done", tabindex: "-1", key: "done" }, data.done),
      h("form", { class: "narrow", novalidate: true, onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        assign(app, tools, { identity: data.identity.trim(), role: data.role, scope: data.scope }, true);
      } },
      selectField("role", t("role"), data.role, offeredTo(app).map(({ name }) => [name, label(terms.grantable_roles, name)]), (role) => {
        Object.assign(data, { role, scope: "", rows: null, next: null });
        if (scopeKind(app) === "none") choose("");
        else tools.draw();
      }),
      kind === "region" && selectField("scope", t("scopeRegion"), data.scope, regionOptions(app.regions), choose, "zh-CN"),
      kind === "employer" && employer(app, tools, choose),
      wordField(app, "identity", t("identity"), data),
      h("div", { class: "actions" }, h("button", { class: "primary", disabled: app.busy }, t("give")))),
      data.rows && holders(app, tools),
      h("p", { class: "hint" }, t("myIdentity"), t("colon"), h("span", { class: "code" }, app.me?.identity ?? "")),
    ];
  },
};

/** The employer: one's own, or, for those above, one of a region. @param {App} app @param {Tools} tools @param {(scope: string) => void} choose */
function employer(app, tools, choose) {
  const { data } = app;
  const above = offeredTo(app).length > 1; // whoever gives nothing else gives it for their own employers
  return [
    above && selectField("region", t("chooseRegion"), data.region, regionOptions(app.regions), (region) => {
      Object.assign(data, { region, scope: "", employers: [], rows: null, next: null });
      tools.run(async () => { data.employers = (await get(`/api/applicant/employers?region=${region}`)).rows; });
    }, "zh-CN"),
    selectField("scope", t("scopeEmployer"), data.scope, data.employers.map((/** @type {{employer: string, name: string}} */ each) => [each.employer, each.name]), choose, "zh-CN"),
  ];
}

/** @param {App} app @param {Tools} tools */
function holders(app, tools) {
  const { data } = app;
  return h("section", { key: "holders", "aria-labelledby": "holders-title" },
    h("h2", { id: "holders-title" }, t("holders")),
    data.rows.length === 0 && h("p", null, t("noHolders")),
    h("ul", { class: "cases" }, data.rows.map((/** @type {Holder} */ row) => h("li", { key: `${row.role}${row.identity}`, class: "with-act" },
      h("div", null, h("strong", null, say(row, "label")), row.name && h("span", { lang: "zh-CN" }, ` ${row.name}`), h("p", { class: "small code" }, row.identity)),
      h("button", { type: "button", class: "danger", disabled: app.busy, onclick: () => assign(app, tools, row, false) },
        t("takeBack"), h("span", { class: "unseen" }, ` ${say(row, "label")} `, h("span", { lang: "zh-CN" }, row.name || row.identity.slice(0, 8))))))),
    further(app, tools, page));
}

/** @param {App} app @param {Tools} tools @param {Pick<Holder, "identity" | "role" | "scope">} what @param {boolean} held */
function assign(app, tools, { identity, role, scope }, held) {
  return tools.run(async () => {
    const { data } = app;
    data.done = "";
    await send("POST", "/api/verifier/assignments", { identity, role, scope, held });
    await readHolders(app);
    data.done = t(held ? "roleGiven" : "roleTaken", label(app.terms.grantable_roles, role));
    if (held) data.identity = "";
    tools.draw();
    tools.focus("role-done");
  });
}
