/** The verifier's bench. The address says which view it is and of what; roles say which views there are; the API decides. */

import { h, patch } from "../assets/dom.js";
import { get } from "../assets/registry/api.js";
import { foot, masthead } from "../assets/registry/frame.js";
import { failureOf, refusal } from "../assets/registry/refusal.js";
import { returned, session, signIn, signOut } from "../assets/registry/session.js";
import { one } from "./case.js";
import { employers } from "./employers.js";
import { named } from "./fields.js";
import { isFree, keysHelp, keysOn } from "./keys.js";
import { keep } from "./keeping.js";
import { ledger } from "./ledger.js";
import { members } from "./members.js";
import { settings } from "./office.js";
import { oversee } from "./oversee.js";
import { beginning, places } from "./places.js";
import { all, queue } from "./queue.js";
import { register } from "./register.js";
import { roles } from "./roles.js";
import { t } from "./strings.js";

/** @type {Record<string, import("./types.js").View>} */
const VIEWS = { queue, all, case: one, members, employers, ledger, oversee, register, roles, settings };

/** @type {import("./types.js").App} */
const app = {
  me: null, terms: {}, catalogue: { kinds: [], readings: [], years: { min: 0, max: 0 } }, regions: [], place: [], data: null,
  waiting: [], desk: [], names: new Map(), busy: false, keys: keysOn(), failure: null, again: null,
};
let turn = 0; // what was asked for before the last move is not shown

const enter = () => {
  keep(app.place, app.data?.deciding);
  signIn().catch(fail);
};

/** @type {import("./types.js").Tools} */
const tools = {
  draw,
  async run(work) {
    if (app.busy) return;
    const mine = turn;
    Object.assign(app, { busy: true, failure: null, again: () => tools.run(work) });
    draw();
    try {
      await work();
    } catch (error) {
      if (mine === turn) fail(error);
    } finally {
      app.busy = false;
      draw();
    }
  },
  go(hash) {
    location.hash = hash;
  },
  async load() {
    const mine = turn;
    const data = await VIEWS[app.place[0]].load(app);
    if (mine !== turn) return;
    app.data = data;
    if (app.place[0] === "queue") app.waiting = data.rows;
    draw();
    VIEWS[app.place[0]].ready?.(app, tools);
  },
  focus(id) {
    document.getElementById(id)?.focus();
  },
  say(text) {
    const live = /** @type {HTMLElement} */ (document.getElementById("live"));
    live.textContent = text;
  },
};

/** @param {unknown} error */
function fail(error) {
  app.failure = failureOf(error);
  draw();
  tools.focus("errors");
}

/** Reads who is here and what every view needs, once. */
async function begin() {
  if (app.me || !session()) return;
  const [me, terms, regions, catalogue] = await Promise.all([
    get("/api/verifier/me"), get("/api/public/terms"), get("/api/public/regions"),
    fetch(new URL("../assets/catalogue.json", import.meta.url)).then((response) => response.json()),
  ]);
  Object.assign(app, { me, terms, regions: regions.regions, catalogue });
}

/** Goes where the address says. @param {boolean} moved whether a person went there, so that focus follows */
async function go(moved) {
  const mine = ++turn;
  const before = app.place;
  const parts = location.hash.slice(1).split("/").filter(Boolean);
  app.place = parts.every((part) => /^[a-z0-9_]+$/.test(part)) ? parts : []; // codes, ids and years; anything else leads nowhere
  if (before[0] && before.join("/") !== app.place.join("/")) {
    VIEWS[before[0]]?.leave?.(app);
    app.data = null;
  }
  Object.assign(app, { failure: null, again: () => go(true) });
  tools.say("");
  draw();
  try {
    await begin();
    if (mine !== turn || !app.me) return;
    if (!(app.place[0] in VIEWS)) {
      const first = beginning(app);
      if (first) location.replace(`#${first}`);
      else draw();
      return;
    }
    await tools.load();
    if (moved && mine === turn) tools.focus("page-title");
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

/** What is shown while nobody with a role is here. */
function outside() {
  if (!session()) {
    return [h("h1", { id: "page-title", tabindex: "-1" }, t("title")), h("p", { class: "lead" }, t("lead")),
      !app.failure && h("div", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: enter }, t("enter")))];
  }
  return [h("h1", { id: "page-title", tabindex: "-1" }, t("title")),
    app.me ? [h("p", null, t("noRole")), h("p", null, t("noRoleText")),
      h("dl", { class: "terms" }, h("div", null, h("dt", null, t("identity")), h("dd", { class: "code" }, app.me.identity))),
      h("p", null, h("a", { href: "#register" }, t("registerEmployer")))] : !app.failure && h("p", null, t("loading"))];
}

function draw() {
  const view = VIEWS[app.place[0]];
  const inside = app.me && view && app.data; // a sign-in that lapsed takes nothing away that is being typed
  const title = inside ? view.title(app) : t("title");
  document.title = `${app.failure ? t("errorPrefix") : ""}${title}`;
  patch(/** @type {Element} */ (document.getElementById("app")), [
    ...masthead("review", { enter, leave: signOut }),
    h("main", { id: "page", class: `registry bench of-${app.place[0] ?? "nothing"}`, "aria-busy": String(app.busy) },
      app.me && places(app),
      app.me && !app.me.person && app.me.roles.length > 0 && h("div", { class: "panel care", key: "no-person" },
        h("p", null, t("noPerson")), h("p", null, h("a", { href: "../portal/" }, t("toEnrol")))),
      app.failure && h("div", { key: "failure" }, refusal(named(app, app.failure), {
        target: (path) => path.replace(/^changes\./, ""), again: app.again ?? undefined, reload: () => go(true), enter })),
      inside ? h("div", { class: "view", key: app.place[0] }, view.draw(app, tools)) : h("div", { class: "view", key: "outside" }, app.me && view ? !app.failure && h("p", null, t("loading")) : outside()),
      inside && view.keys && keysHelp(app, tools)),
    foot(),
  ]);
}

window.addEventListener("hashchange", () => go(true));
window.addEventListener("storage", draw);
window.addEventListener("keydown", (event) => {
  const view = VIEWS[app.place[0]];
  if (!app.keys || !app.data || app.busy || !isFree(event)) return;
  const keys = { ...(view.keys && { "?": help }), ...view.keys?.(app, tools) };
  const act = /** @type {Record<string, () => void>} */ (keys)[event.key.toLowerCase()];
  if (act === undefined) return;
  event.preventDefault(); // the key would be typed into the field that gets the focus
  act();
});

function help() {
  const details = /** @type {HTMLDetailsElement} */ (document.getElementById("keys"));
  details.open = true;
  tools.focus("keys-title");
}

draw();
returned().then(() => go(false), fail);
