/** A bureau's employers: what kind they are, is one to be rejected, is a name or the bureau to be corrected. */

import { h } from "../assets/dom.js";
import { get, send } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { further } from "./paging.js";
import { regionOptions } from "../notices/regions.js";
import { selectField, wordField, wordsField } from "./fields.js";
import { label, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */
/** @typedef {{employer: string, name: string, code: string, kind: string, region: string, confirmed: boolean,
 *   code_note: string, code_note_en: string}} Employer */

/** Whether those are shown that are confirmed already. @param {App} app */
const confirmed = (app) => app.place[2] === "confirmed";

/** @param {App} app @param {string | null} [after] */
function page(app, after) {
  return get(`/api/${confirmed(app) ? "applicant" : "verifier"}/employers?${new URLSearchParams({ region: app.place[1], ...(after && { after }) })}`);
}

/** @type {import("./types.js").View} */
export const employers = {
  load: async (app) => ({ ...await page(app), kinds: {}, open: null }),
  title: () => t("employers"),
  draw: (app, tools) => {
    const rows = app.data.rows.filter((/** @type {Employer} */ row) => row.confirmed === confirmed(app));
    return [
      h("h1", { id: "page-title", tabindex: "-1" }, t("employers")),
      h("p", { class: "lead" }, t("employersText")),
      h("ul", { class: "chips" }, /** @type {const} */ ([["waitingEmployers", ""], ["confirmedEmployers", "/confirmed"]]).map(([word, rest]) =>
        h("li", { key: word }, h("a", { class: "chip", href: `#employers/${app.place[1]}${rest}`, "aria-current": confirmed(app) === (rest !== "") ? "page" : undefined }, t(word))))),
      rows.length === 0 && h("p", { key: "none" }, t(confirmed(app) ? "noConfirmed" : "noEmployers")),
      h("ul", { class: "cases" }, rows.map((/** @type {Employer} */ row) => h("li", { key: row.employer, class: "with-act" },
        h("div", null, h("strong", { lang: "zh-CN" }, row.name), h("p", { class: "small" }, t("code"), t("colon"), h("span", { class: "code" }, row.code)),
          row.code_note && h("p", { class: "small doubt" }, say(row, "code_note"))),
        acts(app, tools, row),
        app.data.open?.employer === row.employer && form(app, tools, row)))),
      further(app, tools, page),
    ];
  },
};

/** @param {App} app @param {Tools} tools @param {Employer} row */
function acts(app, tools, row) {
  /** @param {"reject" | "correct"} what @param {import("./strings.js").Key} word */
  const opening = (what, word) => h("button", { type: "button", key: what, class: what === "reject" ? "danger" : undefined, disabled: app.busy,
    "aria-expanded": String(app.data.open?.employer === row.employer && app.data.open.what === what), onclick: () => {
      app.data.open = { employer: row.employer, what, typed: { name: row.name, region: row.region, reason: "" } };
      app.failure = null;
      tools.draw();
      tools.focus(what === "reject" ? "reason" : "name");
    } }, t(word), h("span", { class: "unseen", lang: "zh-CN" }, ` ${row.name}`));
  return h("div", { class: "actions" },
    !row.confirmed && [
      h("select", { key: "kind", disabled: app.busy, "aria-label": t("kindOf", row.name), value: app.data.kinds[row.employer] ?? row.kind, onchange: (/** @type {Event} */ event) => {
        app.data.kinds[row.employer] = /** @type {HTMLSelectElement} */ (event.target).value;
      } }, app.terms.employer_kinds.map(({ name }) => h("option", { value: name, key: name }, label(app.terms.employer_kinds, name)))),
      h("button", { type: "button", key: "confirm", disabled: app.busy, onclick: () =>
        settle(tools, row, "confirmation", { kind: app.data.kinds[row.employer] ?? row.kind }, "nowConfirmed") },
      t("confirmEmployer"), h("span", { class: "unseen", lang: "zh-CN" }, ` ${row.name}`)),
    ],
    opening("correct", "correctEmployer"), !row.confirmed && opening("reject", "reject"));
}

/** What a rejection or a correction needs in words. @param {App} app @param {Tools} tools @param {Employer} row */
function form(app, tools, row) {
  const { what, typed } = app.data.open;
  const rejecting = what === "reject";
  return h("form", { class: "panel act whole", key: "form", novalidate: true, onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    const { name, region, reason } = typed;
    if (rejecting) settle(tools, row, "rejection", { reason }, "nowRejected");
    else settle(tools, row, "correction", { name, region }, "nowCorrected");
  } },
  h("p", null, t(rejecting ? "rejectText" : "correctEmployerText")),
  rejecting ? wordsField(app, "reason", t("reason"), typed, 3) : [
    wordField(app, "name", t("employerName"), typed),
    selectField("region", t("employerRegion"), typed.region, regionOptions(app.regions), (value) => { typed.region = value; }, "zh-CN")],
  h("div", { class: "actions" },
    h("button", { class: rejecting ? "primary grave" : "primary", disabled: app.busy }, t("confirm", t(rejecting ? "reject" : "correctEmployer"))),
    h("button", { type: "button", onclick: () => {
      app.data.open = null;
      app.failure = null;
      tools.draw();
      tools.focus("page-title");
    } }, t("cancel"))));
}

/** @param {Tools} tools @param {Employer} row @param {string} what @param {object} body @param {import("./strings.js").Key} said */
function settle(tools, row, what, body, said) {
  return tools.run(async () => {
    const { revision } = await get(`/api/verifier/employers/${row.employer}`);
    await send("POST", `/api/verifier/employers/${row.employer}/${what}`, { ...body, revision });
    await tools.load();
    tools.say(t(said, row.name));
    tools.focus("page-title");
  });
}
