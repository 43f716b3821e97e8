/** Where somebody may work here: the views that their roles open, and what a desk is called. */

import { h } from "../assets/dom.js";
import { say } from "../assets/words.js";
import { named } from "../notices/regions.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Held} Held */

/** The views of a role, the first of which it begins with; `province` is the code of the whole. @type {Record<string, (scope: string, province: string) => [view: import("./strings.js").Key, hash: string][]>} */
const OF_ROLE = {
  employer_verifier: (scope) => [["queue", `queue/employer/${scope}`], ["all", `all/employer/${scope}`], ["members", `members/${scope}`],
    ["ledger", `ledger/${scope}`], ["roles", "roles"]],
  bureau_verifier: (scope) => [["queue", `queue/bureau/${scope}`], ["all", `all/bureau/${scope}`], ["employers", `employers/${scope}`]],
  bureau_supervisor: (scope) => [["oversee", `oversee/${scope}`], ["roles", "roles"]],
  provincial_office: (_, province) => [["oversee", `oversee/${province}`], ["roles", "roles"], ["settings", "settings"]],
};

/** The roles that open something here. @param {App} app @returns {Held[]} */
function working(app) {
  return (app.me?.roles ?? []).filter(({ role }) => role in OF_ROLE);
}

/** Where somebody begins; null without a role. @param {App} app @returns {string | null} */
export function beginning(app) {
  const [first] = working(app);
  return first ? viewsOf(app, first)[0][1] : null;
}

/** @param {App} app @param {Held} held */
function viewsOf(app, { role, scope }) {
  return OF_ROLE[role](scope, app.regions.find(({ above }) => above === "")?.code ?? "");
}

/** @param {App} app */
export function places(app) {
  const here = app.place.join("/");
  /** @param {string} hash */
  const current = (hash) => here.startsWith(hash) || (hash.startsWith("oversee/") && app.place[0] === "oversee");
  const roles = working(app);
  return roles.length > 0 && h("nav", { class: "work", key: "work", "aria-label": t("places") }, roles.map((held) =>
    h("div", { key: `${held.role}${held.scope}` },
      h("p", { class: "small" }, say(held, "label"), held.scope_name && h("span", { lang: "zh-CN" }, ` ${held.scope_name}`)),
      h("ul", null, viewsOf(app, held).map(([word, hash]) =>
        h("li", { key: hash }, h("a", { href: `#${hash}`, "aria-current": current(hash) ? "page" : undefined }, t(word))))))));
}

/** What a desk is called. @param {App} app @param {string} desk @param {string} scope */
export function deskName(app, desk, scope) {
  const name = desk === "employer"
    ? app.names.get(scope) ?? app.me?.roles.find((held) => held.scope === scope)?.scope_name
    : named(app.regions, scope)?.name;
  return [h("span", { lang: name ? "zh-CN" : undefined }, name ?? t("thisEmployer")), desk === "bureau" && t("bureauOf")];
}
