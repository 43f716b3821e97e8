/** Who says that they work here, and the employer's word on it. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { get, send } from "../assets/registry/api.js";
import { further } from "./paging.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {{person: string, name: string, accepted: boolean, transferred_in: string | null, revision: number}} Member */

/** @param {App} app @param {string | null} [after] */
function page(app, after) {
  return get(`/api/verifier/employers/${app.place[1]}/members${after ? `?after=${encodeURIComponent(after)}` : ""}`);
}

/** @type {import("./types.js").View} */
export const members = {
  load: page,
  title: () => t("members"),
  draw: (app, tools) => [
    h("h1", { id: "page-title", tabindex: "-1" }, t("members")),
    h("p", { class: "lead" }, t("membersText")),
    app.data.rows.length === 0 && h("p", null, t("nobody")),
    h("ul", { class: "cases" }, app.data.rows.map((/** @type {Member} */ row) => h("li", { key: row.person, class: "with-act" },
      h("div", null, h("strong", { lang: "zh-CN" }, row.name),
        row.transferred_in && h("p", { class: "small" }, t("transferred"), t("colon"), dayText(row.transferred_in))),
      row.accepted
        ? h("span", { class: "state done" }, t("accepted"))
        : h("button", { type: "button", disabled: app.busy, "aria-label": t("acceptOf", row.name), onclick: () => tools.run(async () => {
          await send("POST", `/api/verifier/employers/${app.place[1]}/members/${row.person}/acceptance`, { revision: row.revision });
          await tools.load();
          tools.say(t("nowMember", row.name));
          tools.focus("page-title");
        }) }, t("accept"))))),
    further(app, tools, page),
  ],
};
