/** The applicant's pages. */

import { h, patch } from "../assets/dom.js";
import { foot, masthead } from "../assets/registry/frame.js";
import { failureOf, refusal } from "../assets/registry/refusal.js";
import { returned, session, signIn, signOut } from "../assets/registry/session.js";
import { t } from "../assets/registry/strings.js";

/** @type {import("../assets/registry/api.js").ApiError | null} */
let failed = null;

const enter = () => signIn().catch(fail);

/** @param {unknown} error */
function fail(error) {
  failed = failureOf(error);
  draw();
  document.getElementById("errors")?.focus();
}

function draw() {
  patch(/** @type {Element} */ (document.getElementById("app")), [
    ...masthead("portal", { enter, leave: signOut }),
    h("main", { id: "page", class: "registry" },
      failed && refusal(failed, { enter }),
      h("h1", { id: "page-title", tabindex: "-1" }, t("portal")),
      !session() && h("button", { type: "button", class: "primary", onclick: enter }, t("signIn"))),
    foot(),
  ]);
}

window.addEventListener("storage", draw);
returned().then(draw, fail);
