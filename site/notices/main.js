/** The public notices: choose a place, see what is on notice there, object with a reason. Nothing of the visitor is kept. */

import { h, patch } from "../assets/dom.js";
import { get, send } from "../assets/registry/api.js";
import { foot, masthead } from "../assets/registry/frame.js";
import { failureOf, refusal } from "../assets/registry/refusal.js";
import { returned, signIn, signOut } from "../assets/registry/session.js";
import { list } from "./list.js";
import { objecting, receipt } from "./objecting.js";
import { placeName, regionChoice } from "./regions.js";
import { t } from "./strings.js";

/** @type {import("./types.js").App} */
const app = {
  regions: [], items: new Map(), region: "", rows: [], next: null, loading: false, employer: "",
  notice: null, reason: "", sending: false, objection: "", failure: null,
};
/** The names of the items; without them an item is its number. */
const named = fetch(new URL("../assets/catalogue.json", import.meta.url)).then((response) => response.json()).then(({ items }) => {
  app.items = new Map(items.map((/** @type {import("./types.js").Item} */ item) => [item.item, item]));
}, () => {});
let turn = 0; // an answer to what was asked before is not shown

/** What the address asks for: a region, perhaps one of its notices. */
function address() {
  const [region, notice = ""] = location.hash.slice(1).split("/");
  return { region, notice };
}

/** Goes where the address says. @param {boolean} moved whether a person went there, so that focus follows */
async function go(moved) {
  const mine = ++turn;
  const { region, notice } = address();
  if (region !== app.region) Object.assign(app, { rows: [], next: null, employer: "" });
  Object.assign(app, { region, notice: null, reason: "", objection: "", failure: null, loading: region !== "" });
  draw();
  try {
    if (app.regions.length === 0) app.regions = (await get("/api/public/regions")).regions;
    await named;
    if (notice) {
      const found = app.rows.find((row) => row.notice === notice) ?? await get(`/api/public/notices/${notice}`);
      if (mine !== turn) return;
      app.notice = found;
    } else if (region) {
      const page = await get(`/api/public/notices?region=${encodeURIComponent(region)}`);
      if (mine !== turn) return;
      Object.assign(app, { rows: page.rows, next: page.next });
    }
    app.loading = false;
    draw();
    if (moved) focus(notice ? "page-title" : "list-title");
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

const enter = () => signIn().catch(fail);

/** @param {unknown} error */
function fail(error) {
  app.failure = failureOf(error);
  Object.assign(app, { loading: false, sending: false });
  draw();
  focus("errors");
}

/** Reads the next page of the notices, or all that are left. @param {boolean} all */
async function further(all) {
  const mine = turn;
  if (app.loading || app.next === null) return;
  const pressed = document.activeElement?.closest(".more") !== null;
  app.loading = true;
  draw();
  try {
    do {
      const page = await get(`/api/public/notices?region=${app.region}&after=${encodeURIComponent(app.next ?? "")}`);
      if (mine !== turn) return;
      Object.assign(app, { rows: [...app.rows, ...page.rows], next: page.next, failure: null });
      draw();
    } while ((all || app.employer.trim()) && app.next !== null);
    app.loading = false;
    draw();
    say(t("loaded", app.rows.length));
    if (app.next === null && pressed) focus("list-title"); // the button is gone
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

/** @type {import("./types.js").Acts} */
const act = {
  filter(part) {
    app.employer = part;
    draw();
    if (part.trim()) further(true); // what is looked for may stand on any page
  },
  more: () => further(false),
  again() {
    go(true);
  },
  reason(text) {
    app.reason = text;
  },
  async object() {
    const mine = turn;
    if (!app.notice || app.sending) return;
    Object.assign(app, { sending: true, failure: null });
    draw();
    try {
      const done = await send("POST", `/api/public/notices/${app.notice.notice}/objections`, { reason: app.reason });
      if (mine !== turn) return;
      Object.assign(app, { sending: false, objection: done.objection });
      draw();
      focus("page-title");
      say(t("sentLive"));
    } catch (error) {
      if (mine === turn) fail(error);
    }
  },
};

/** @param {string} id */
function focus(id) {
  document.getElementById(id)?.focus();
}

/** @param {string} text what a screen reader should say now */
function say(text) {
  const live = /** @type {HTMLElement} */ (document.getElementById("live"));
  live.textContent = text;
}

function draw() {
  const { notice, objection, failure, region } = app;
  const place = placeName(app.regions, region);
  const title = objection ? t("sent") : notice ? t("objecting") : t("title");
  document.title = `${failure ? t("errorPrefix") : ""}${place && !notice ? t("titleOf", place) : title}`;
  patch(/** @type {Element} */ (document.getElementById("app")), [
    ...masthead("notices", { enter, leave: signOut }),
    h("main", { id: "page", class: "registry wide" },
      notice && !objection && h("a", { key: "back", class: "back", href: `#${region}` }, t("back")),
      h("header", { key: "top", class: "top" },
        h("h1", { id: "page-title", tabindex: "-1" }, title),
        !notice && h("p", { class: "lead" }, t("lead"))),
      failure && h("div", { key: "failure" }, refusal(failure, { target: (path) => (path === "reason" ? path : undefined), again: notice ? act.object : act.again, enter })),
      objection && notice ? receipt(app, notice) : notice ? objecting(app, notice, act) : [
        app.regions.length > 0 && regionChoice(app.regions, region),
        region === "" ? h("p", { key: "choose", class: "hint" }, t("choose")) : app.regions.length > 0 && !address().notice && list(app, act),
        h("p", { key: "gone", class: "hint gone" }, t("gone"))]),
    foot(),
  ]);
}

window.addEventListener("hashchange", () => go(true));
window.addEventListener("storage", () => {
  say("");
  draw();
});
draw();
returned().then(() => go(false), fail);
