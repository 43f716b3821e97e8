/** The frame of the registration's pages: the site's header, the way between the pages, who is signed in. */

import { h } from "../dom.js";
import { footer, header } from "../frame.js";
import { session } from "./session.js";
import { t } from "./strings.js";

const PAGES = /** @type {const} */ (["portal", "review", "notices"]);

/** @param {(typeof PAGES)[number]} here @param {{enter: () => void, leave: () => void}} acts to sign in and out */
export function masthead(here, { enter, leave }) {
  const signed = session();
  return [
    header(),
    h("section", { class: "registry-bar", key: "registry-bar", "aria-label": t("places") },
      h("div", { class: "inside" },
        h("nav", { "aria-label": t("pages") }, PAGES.map((page) =>
          h("a", { href: `../${page}/`, key: page, "aria-current": page === here ? "page" : undefined }, t(page)))),
        signed
          ? h("p", { class: "who", key: "who" }, h("span", { class: "unseen" }, t("signedInAs")), h("span", { class: "who-name", lang: "zh-CN", title: signed.name }, signed.name),
              h("button", { type: "button", onclick: leave }, t("signOut")))
          : h("p", { class: "who", key: "nobody" }, h("button", { type: "button", onclick: enter }, t("signIn"))))),
  ];
}

/** The foot of the registration's pages. */
export function foot() {
  return footer(t("footPrivate"), [["../calculator/", t("calculator")]]);
}
