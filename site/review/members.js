/** Who says that they work here, and the employer's word on it. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { get, send } from "../assets/registry/api.js";
import { further } from "./paging.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */
/** @typedef {{person: string, name: string, id_last4: string, accepted: boolean, transferred_in: string | null, revision: number}} Member */

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
      h("div", null, h("strong", { lang: "zh-CN" }, row.name), " ", row.accepted && h("span", { class: "state done" }, t("accepted")),
        h("p", { class: "small" }, t("idLast4"), t("colon"), h("span", { class: "code" }, row.id_last4)),
        row.transferred_in && h("p", { class: "small" }, t("transferred"), t("colon"), dayText(row.transferred_in))),
      h("div", { class: "actions" },
        !row.accepted && h("button", { type: "button", key: "accept", disabled: app.busy, "aria-label": t("acceptOf", row.name), onclick: () => settle(app, tools, row, "acceptance", "nowMember") }, t("accept")),
        h("button", { type: "button", key: "release", class: "danger", disabled: app.busy, "aria-expanded": String(app.data.leaving === row.person),
          onclick: () => {
            app.data.leaving = row.person;
            tools.draw();
            tools.focus("leaving");
          } }, t(row.accepted ? "release" : "decline"), h("span", { class: "unseen", lang: "zh-CN" }, ` ${row.name}`))),
      app.data.leaving === row.person && sure(app, tools, row)))),
    further(app, tools, page),
  ],
};

/** Asks once more before somebody goes. @param {App} app @param {Tools} tools @param {Member} row */
function sure(app, tools, row) {
  return h("div", { class: "panel care whole", key: "sure" },
    h("p", { id: "leaving", tabindex: "-1" }, t(row.accepted ? "releaseText" : "declineText")),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "primary grave", disabled: app.busy, onclick: () => settle(app, tools, row, "release", row.accepted ? "nowReleased" : "nowDeclined") },
        t("confirm", t(row.accepted ? "release" : "decline"))),
      h("button", { type: "button", onclick: () => {
        app.data.leaving = "";
        tools.draw();
        tools.focus("page-title");
      } }, t("cancel"))));
}

/** @param {App} app @param {Tools} tools @param {Member} row @param {string} what @param {import("./strings.js").Key} said */
function settle(app, tools, row, what, said) {
  return tools.run(async () => {
    await send("POST", `/api/verifier/employers/${app.place[1]}/members/${row.person}/${what}`, { revision: row.revision });
    await tools.load();
    tools.say(t(said, row.name));
    tools.focus("page-title");
  });
}
