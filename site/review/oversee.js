/** For those who stand above: choose a place, then its bureau's desk or an employer's. */

import { h } from "../assets/dom.js";
import { get } from "../assets/registry/api.js";
import { named, regionsUnder } from "../notices/regions.js";
import { further } from "./paging.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./employers.js").Employer} Employer */

/** @param {App} app @param {string | null} [after] */
async function page(app, after) {
  const found = await get(`/api/applicant/employers?${new URLSearchParams({ region: app.place[1], ...(after && { after }) })}`);
  for (const { employer, name } of found.rows) app.names.set(employer, name);
  return found;
}

/** @type {import("./types.js").View} */
export const oversee = {
  load: page,
  title: () => t("oversee"),
  draw: (app, tools) => {
    const here = app.place[1];
    const region = named(app.regions, here);
    const mine = !region?.above || app.me?.roles.some(({ scope }) => scope === here);
    return [
      region && !mine && h("a", { class: "back", key: "up", href: `#oversee/${region.above}` }, h("span", { lang: "zh-CN" }, named(app.regions, region.above)?.name ?? "")),
      h("h1", { id: "page-title", tabindex: "-1" }, t("oversee"), t("colon"), h("span", { lang: "zh-CN" }, region?.name ?? "")),
      h("p", { class: "lead" }, t("overseeText")),
      h("ul", { class: "chips", key: "below" }, regionsUnder(app.regions, here).map(({ code, name }) =>
        h("li", { key: code }, h("a", { class: "chip", href: `#oversee/${code}`, lang: "zh-CN" }, name)))),
      h("h2", null, t("bureauDesk")),
      h("ul", { class: "cases" }, desk("bureau", here, h("span", null, h("span", { lang: "zh-CN" }, region?.name ?? ""), t("bureauOf")))),
      h("h2", null, t("employerDesks")),
      app.data.rows.length === 0 && h("p", null, t("noEmployersHere")),
      h("ul", { class: "cases" }, app.data.rows.map((/** @type {Employer} */ row) =>
        desk("employer", row.employer, h("span", null, h("span", { lang: "zh-CN" }, row.name), !row.confirmed && h("span", { class: "small" }, ` ${t("unconfirmed")}`))))),
      further(app, tools, page),
    ];
  },
};

/** @param {string} kind @param {string} scope @param {import("../assets/dom.js").VNode} name */
function desk(kind, scope, name) {
  const id = `desk-${scope}`;
  return h("li", { key: scope, class: "with-act" },
    h("div", { id }, name),
    h("div", { class: "actions" },
      /** @type {const} */ (["queue", "all"]).map((view) => h("a", { class: "button", key: view, id: `${view}-${scope}`, href: `#${view}/${kind}/${scope}`,
        "aria-labelledby": `${view}-${scope} ${id}` }, t(view)))));
}
