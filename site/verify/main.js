/** Certificates come in by a link, as files or pasted, and are checked here. Nothing is kept or sent. */

import { h, patch } from "../assets/dom.js";
import { footer, header } from "../assets/frame.js";
import { save } from "../assets/save.js";
import { update, watchForUpdates } from "../assets/updates.js";
import { english, say } from "../assets/words.js";
import { check, pinned, statusAddress, withStatus } from "./check.js";
import { address, intake, trouble } from "./intake.js";
import { pile } from "./pile.js";
import { fromFile, fromText } from "./presented.js";
import { t } from "./strings.js";
import { csv } from "./table.js";
import { verdict } from "./verdict.js";

/** @typedef {import("./presented.js").Presented} Presented */
/** @typedef {import("./types.js").Finding} Finding */

const MOST_MEGABYTES = 20;
const WAIT_MS = 8000; // the service worker gives up before it, and has a kept copy
const NOTHING = { token: "", rows: null };

/** @type {import("./types.js").App} */
const app = {
  state: globalThis.crypto?.subtle && globalThis.DecompressionStream ? "loading" : "insecure",
  keys: new Map(), words: null, left: 0, checked: [], shown: null, moment: "", saved: false, pasted: "", pastes: false, tooLarge: [],
};
let turn = 0;
/** @type {(() => void) | null} */
let newer = null;

/** What ends a request that is not answered; a browser without it waits. */
const patience = () => AbortSignal.timeout?.(WAIT_MS);

/** @param {string} name of a file of the site */
async function json(name) {
  const response = await fetch(new URL(name, import.meta.url), { signal: patience() });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/** The findings of everything that is presented, one by one. @param {{name: string, read: () => Promise<Presented[]>}[]} given */
async function checkAll(given) {
  const mine = ++turn;
  Object.assign(app, { checked: [], shown: null, saved: false, left: given.length, moment: new Date().toISOString() });
  draw();
  await ready;
  if (app.state !== "ready") return;
  /** @type {Map<string, Promise<string | null>>} */
  const lists = new Map(); // a shard is fetched once, whoever stands in it
  for (const { name, read } of given) {
    const presented = await read().catch(() => []);
    for (const one of presented.length > 0 ? presented : [NOTHING]) {
      const finding = await found(one, lists);
      if (mine !== turn) return;
      app.checked.push({ id: app.checked.length, name, finding });
    }
    app.left -= 1;
    draw();
  }
  if (app.shown !== null) draw(); // somebody looks at one of them already
  else look(app.checked.length === 1 ? 0 : null);
}

/** Shows one of them whole, or the list. @param {number | null} id */
function look(id) {
  app.shown = id;
  draw();
  document.getElementById(id === null ? "pile-title" : "verdict-title")?.focus();
}

/** Back and forward between the list and one of it. @param {PopStateEvent} event */
function stepped({ state }) {
  if (app.checked.length > 1) look(state?.turn === turn && app.checked[state.shown] ? state.shown : null);
}

/** A list goes with its page: whoever leaves without its table is asked. @param {BeforeUnloadEvent} event */
function leaving(event) {
  if (app.checked.length > 1 && !app.saved) event.preventDefault();
}

/** @param {Presented} presented @param {Map<string, Promise<string | null>>} lists @returns {Promise<Finding>} */
async function found({ token, rows }, lists) {
  const now = Math.floor(Date.now() / 1000);
  const finding = await check(token, rows, app.keys, now);
  const { credential, issuer } = finding;
  if (!credential || !issuer) return finding;
  const where = statusAddress(credential, issuer);
  if (!lists.has(where)) lists.set(where, fetched(where));
  return withStatus(finding, (await lists.get(where)) ?? null, app.keys, now);
}

/** A status list, null where it is not to be had: from this site alone. @param {string} where */
async function fetched(where) {
  if (new URL(where).origin !== location.origin) return null;
  try {
    const response = await fetch(where, { credentials: "omit", redirect: "error", cache: "no-cache", signal: patience() });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** @type {import("./types.js").Acts} */
const act = {
  open(files) {
    const small = files.filter(({ size }) => size <= MOST_MEGABYTES * 1024 * 1024);
    app.pastes = false;
    app.tooLarge = files.filter((file) => !small.includes(file)).map(({ name }) => name);
    forget();
    if (small.length === 0) draw();
    else checkAll(small.map((file) => ({ name: file.name, read: async () => fromFile(new Uint8Array(await file.arrayBuffer())) })));
  },
  pasting(text) {
    app.pasted = text;
  },
  paste() {
    app.pastes = true;
    forget();
    checkAll([{ name: "", read: async () => fromText(app.pasted) }]);
  },
  show(id) {
    history.pushState({ turn, shown: id }, "");
    look(id);
  },
  back() {
    history.back();
  },
  again() {
    turn += 1;
    forget();
    Object.assign(app, { checked: [], shown: null, left: 0, pasted: "", tooLarge: [] });
    draw();
    document.getElementById(app.pastes ? "pasted" : "page-title")?.focus(); // a scanner types the next one
  },
  download() {
    if (!app.words) return;
    save(new Blob([csv(app, app.words)], { type: "text/csv" }), t("tableFile"));
    app.saved = true;
  },
};

/** The link in the address, or the row of the list, is no longer what is shown. */
function forget() {
  if (location.hash || history.state) history.replaceState(null, "", location.pathname + location.search);
}

/** A link was opened, from a code or from somewhere else: what it presents is behind the #, which browsers keep to themselves. */
function opened() {
  if (location.hash.length > 1) checkAll([{ name: "", read: async () => fromText(location.hash) }]);
}

function draw() {
  const { checked, shown, words, left } = app;
  const one = shown === null ? undefined : checked[shown];
  const answer = one && words ? `${say(words.answers[one.finding.answer], "label")} · ` : "";
  document.title = `${answer}${t("title")}`;
  patch(/** @type {Element} */ (document.getElementById("app")), [
    header(),
    h("main", { id: "page", class: "verify" },
      newer && update(newer),
      h("header", { key: "top", class: "top" },
        h("h1", { id: "page-title", tabindex: "-1" }, t("title")),
        checked.length === 0 && h("p", { class: "lead" }, t("lead"))),
      trouble(app.state),
      app.tooLarge.map((name) => h("p", { key: `large-${name}`, class: "notice strong", role: "alert" }, t("tooLarge", name, MOST_MEGABYTES))),
      left > 0 && app.state === "ready" && h("p", { key: "checking", class: "hint", role: "status" }, t("checking", left)),
      words && (one ? verdict(one, app, words, act) : checked.length > 1 && pile(app, words, act)),
      checked.length === 0 && left === 0 && app.state !== "insecure" && intake(app, act),
      left === 0 && !one?.finding.credential && address(),
      h("p", { key: "more" }, h("a", { href: english() ? "../en/committees/" : "../certificates/committees/" }, t("committees")))),
    footer(t("footNote"), [["../calculator/", t("calculator")]]),
  ]);
}

/** Files may be dropped anywhere; a browser left alone would open one in place of the page. @param {DragEvent} event */
function dragged(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  document.documentElement.toggleAttribute("data-dragged", event.type === "dragover");
  if (event.type === "drop" && event.dataTransfer.files.length > 0) act.open([...event.dataTransfer.files]);
}

const ready = app.state === "insecure" ? Promise.resolve() : Promise.all([json("issuers.json"), json("words.json")]).then(([file, words]) => {
  Object.assign(app, { keys: pinned(file), words, state: "ready" });
}).catch((error) => {
  app.state = "failed";
  console.info("Nothing can be verified without the list of issuers:", String(error));
}).then(draw);

for (const name of /** @type {const} */ (["dragover", "dragleave", "drop"])) window.addEventListener(name, dragged);
window.addEventListener("storage", draw);
window.addEventListener("hashchange", opened);
window.addEventListener("popstate", stepped);
window.addEventListener("beforeunload", leaving);
watchForUpdates((takeOver) => {
  newer = takeOver;
  draw();
});
if (location.hash.length > 1) opened();
else draw();
