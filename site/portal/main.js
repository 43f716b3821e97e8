/** The applicant's pages: state in one place, drawn anew after each act; the address says which page it is. */

import { h, patch } from "../assets/dom.js";
import { get } from "../assets/registry/api.js";
import { foot, masthead } from "../assets/registry/frame.js";
import { failureOf } from "../assets/registry/refusal.js";
import { returned, session, signIn, signOut } from "../assets/registry/session.js";
import { activitiesPage, bringIn, entryPage, pickPage } from "./activities.js";
import { checkPage } from "./check.js";
import { formOf } from "./claim.js";
import { enrolPage } from "./enrol.js";
import { evidencePage, under } from "./evidence.js";
import { homePage, landingPage, loadingPage, lostPage } from "./home.js";
import { keepTyped, keepWork, keptTyped, keptWork } from "./keeping.js";
import { assess, preview, start } from "./python.js";
import { receiptPage } from "./receipt.js";
import { recordPage } from "./record.js";
import { t } from "./strings.js";
import { supplementPage } from "./supplement.js";
import { employersOf, recordedWork, workPage } from "./work.js";
import { yearPage } from "./year.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Route} Route */

const DECLARING = new Set(["activities", "pick", "entry", "evidence", "check"]); // they ask Python
const BRING = "from-calculator"; // the calculator's way here

/** @type {App} */
const app = {
  route: routeOf(location.hash), started: false, me: null, years: null, year: null, record: null, limits: null, regions: [], employers: null,
  catalogue: null, engine: "loading", work: null, answer: null, fresh: false, problems: [], splitProblem: null, form: null,
  typed: keptTyped().typed, uploads: {}, failed: null, mistakes: [], busy: false, notice: "",
};

/** @type {import("./types.js").Page} */
const page = { app, draw, go, run, load, keep, enter, refuse };

/** @param {string} address @returns {Route} */
function routeOf(address) {
  const [first = "", ...rest] = address.replace(/^#\/?/, "").split("/");
  const year = /^\d{4}$/.test(first) ? Number(first) : null;
  return { year, page: year === null ? first : rest[0] ?? "", rest: rest.slice(1) };
}

/** Goes to a page as a new entry of the history. @param {string} address @param {{focus?: string, notice?: string}} [how] */
function go(address, { focus = "page-title", notice = "" } = {}) {
  if (address !== location.hash) history.pushState(null, "", address);
  app.notice = notice;
  travelled(focus);
}

let journey = 0; // whoever goes on before a page has come is not called back to it

/** @param {string} focus the id of what is read first there */
async function travelled(focus) {
  const mine = ++journey;
  Object.assign(app, { route: routeOf(location.hash), failed: null, mistakes: [], form: null });
  scrollTo(0, 0); // at once: later, it would move the page under a finger
  await run(load);
  if (!app.failed && mine === journey) document.getElementById(focus)?.focus({ preventScroll: true });
}

/** Does something that may fail, and says so. @param {() => Promise<void>} work */
async function run(work) {
  const outer = !app.busy; // what it leads to runs inside it
  if (outer) Object.assign(app, { busy: true, failed: null, mistakes: [] });
  draw();
  try {
    await work();
  } catch (error) {
    app.failed = failureOf(error);
  }
  if (outer) app.busy = false;
  draw();
  if (app.failed) document.getElementById("errors")?.focus();
}

/** Reads what the page shows. */
async function load() {
  if (!session()) return;
  const mine = journey;
  const { year, page: name } = app.route;
  app.me = /** @type {import("./types.js").Me} */ (await get("/api/applicant/me"));
  if (!app.me.person) return;
  if (year !== null) await loadYear(app.me, year, name, mine);
  else if (name === "work") {
    if (app.regions.length === 0) app.regions = (await get("/api/public/regions")).regions;
    recordedWork(page);
    if (app.typed.way === "employer") await employersOf(page, String(app.typed.region ?? ""));
  } else if (name === "record") app.record = await get("/api/applicant/me/record");
  else app.years = await get("/api/applicant/years");
}

/** @param {import("./types.js").Me} me @param {number} year @param {string} name @param {number} mine the journey that it is read for */
async function loadYear(me, year, name, mine) {
  const asked = [get(`/api/applicant/years/${year}`), app.limits ?? get(`/api/public/settings/${year}`).then(({ evidence }) => evidence), app.catalogue ?? catalogue()];
  const [found, limits, known] = await Promise.all(asked);
  if (mine !== journey) return; // one went on: an answer that comes late is not of the page that is shown
  if (app.work?.draft.year !== year) Object.assign(app, { work: keptWork(me.identity, year), answer: null, problems: [], uploads: {} });
  Object.assign(app, { year: found, limits, catalogue: known });
  if (!DECLARING.has(name) && name !== BRING) return;
  start(page, known);
  if (name === BRING) {
    history.replaceState(history.state, "", `#/${year}/activities`);
    app.route = routeOf(location.hash);
    if (app.work?.draft.years[year] === undefined) bringIn(page, year);
  }
  if (name === "entry") {
    app.form = formOf(app);
    const kept = keptTyped().form;
    if (app.form && kept?.address === location.hash) app.form.values = { ...app.form.values, ...kept.values };
  }
  if (app.form) preview(page);
  else assess(page);
}

async function catalogue() {
  return (await fetch(new URL("../assets/catalogue.json", import.meta.url))).json();
}

/** Keeps what is entered, so that neither a reload nor a new sign-in loses it. */
function keep() {
  const form = app.form && { address: location.hash, values: app.form.values };
  keepTyped({ typed: app.typed, form });
  const { me, work } = app;
  if (me && work) keepWork(me.identity, work.draft.year, work);
}

function enter() {
  keep();
  run(() => signIn());
}

function leave() {
  keepTyped({ typed: {}, form: null });
  run(signOut);
}

/** @param {import("./types.js").Mistake[]} mistakes */
function refuse(mistakes) {
  Object.assign(app, { failed: null, mistakes });
  draw();
  document.getElementById("errors")?.focus();
}

/** The page of the address, or what has to come before it. */
function view() {
  const { route, me, year, work, catalogue: known } = app;
  if (!me) return !app.started || (session() && !app.failed) ? loadingPage() : session() ? lostPage(page) : landingPage(page);
  if (!me.person) return enrolPage(page);
  if (route.page === "record") return app.record ? recordPage(page, app.record) : app.failed ? lostPage(page) : loadingPage();
  if (route.year === null) return route.page === "work" ? workPage(page) : homePage(page);
  if (year?.year !== route.year || !work || !known) return app.failed ? lostPage(page) : loadingPage();
  if (route.page === "receipt") return receiptPage(page, year);
  if (route.page === "supplement" && year.actions.includes("supplement")) return supplementPage(page, year, work);
  if (!DECLARING.has(route.page) || !year.actions.includes("declare") || year.hindrance) return yearPage(page, year);
  if (route.page === "pick") return pickPage(page, year.year, known);
  if (route.page === "entry" && app.form) return entryPage(page, work, known);
  const wanting = app.engine === "failed" || app.problems.length > 0;
  if (route.page === "evidence" && app.answer) return evidencePage(page, year.year);
  if (route.page === "check" && app.answer) return checkPage(page, year);
  return route.page === "activities" || wanting ? activitiesPage(page, year, work, known) : loadingPage();
}

function draw() {
  patch(/** @type {Element} */ (document.getElementById("app")), [
    ...masthead("portal", { enter, leave }),
    h("main", { id: "page", class: app.form ? "registry form" : "registry", "aria-busy": String(app.busy) },
      app.notice !== "" && h("p", { class: "panel done", role: "status", key: "notice" }, app.notice),
      h("div", { key: `${app.route.year}/${app.route.page}/${app.me?.person ? "" : "nobody"}`, class: "body" }, view())),
    foot(),
  ]);
  const heading = document.getElementById("page-title")?.textContent ?? "";
  const wrong = app.failed || app.mistakes.length > 0 || app.form?.problems.length;
  document.title = [wrong ? t("errorPrefix") : "", heading === t("title") ? "" : `${heading} - `, t("title")].join("");
}

async function begin() {
  window.addEventListener("popstate", () => {
    app.notice = "";
    travelled("page-title");
  });
  window.addEventListener("storage", draw);
  window.addEventListener("beforeunload", (event) => {
    if (under(page)) event.preventDefault(); // a file is on its way
  });
  draw();
  await run(async () => {
    await returned();
    app.route = routeOf(location.hash);
    await load();
  });
  app.started = true;
  draw();
}

begin();
