/** The calculator: state in one place, changed by acts, drawn anew after each; Python is asked for every figure. */

import { h, patch } from "../assets/dom.js";
import { startEngine } from "../assets/engine.js";
import { footer, header, inFrame } from "../assets/frame.js";
import { watchForUpdates } from "../assets/updates.js";
import { actsOf, keep, replace } from "./acts.js";
import { asking, nothingAcross } from "./asking.js";
import { fromLink } from "./carrying.js";
import * as drafts from "./draft.js";
import { formPage } from "./form.js";
import { declaring, keeping } from "./keeping.js";
import { joined, leftNote, rulesNote } from "./notes.js";
import { arrive, begin, candidate, follow, kindOf, travelled } from "./routes.js";
import { statusText, summary } from "./result.js";
import { say, t } from "./strings.js";
import { pickPage, yearPage } from "./year.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Page} Page */

const engine = startEngine({ onState: () => page && engineChanged() });
const catalogue = fetch(new URL("../assets/catalogue.json", import.meta.url)).then((response) => response.json());

/** @type {Page} */
let page;
/** @type {import("./types.js").Acts} */
let act;

/** Assesses what has changed and draws it. */
async function assess() {
  const mine = ++page.turn;
  const { app, python } = page;
  try {
    const { draft, dropped } = await python.settled(app.draft);
    if (mine !== page.turn) return;
    if (draft !== app.draft) {
      app.draft = draft;
      keep(page);
    }
    const said = dropped.length > 0 && t("splitDropped", dropped.join(t("comma")));
    if (said) app.notice = { ...app.notice, text: joined(app.notice?.text, said) };
    const year = await python.year(draft);
    if (mine !== page.turn) return;
    Object.assign(app, year);
    draw();
    announce(app.view.name === "year" && drafts.yearOf(draft).done.length > 0 ? joined(said, statusText(app, app.answer)) : "");
    const years = await python.years(draft);
    if (mine !== page.turn) return;
    Object.assign(app, years);
    draw();
  } catch {
    // a newer question took this one's place, or Python is down, which the page says elsewhere
  }
}

/** Shows what the entry being typed would give. */
async function preview() {
  const mine = ++page.turn;
  const { app, python } = page;
  const view = app.view;
  if (view.name !== "form") return;
  const { entry, entries } = candidate(app, view);
  const dated = { date: `${app.draft.year}-01-01`, ...entry }; // its hours do not wait for its date
  try {
    const answer = await python.entries(app.draft, entries.map((each) => (each === entry ? dated : each)));
    if (mine !== page.turn || app.view !== view) return;
    const judged = answer.errors ? undefined : answer.activities.find(({ id }) => id === entry.id);
    view.preview = !answer.errors && judged ? { answer, judged } : null;
    draw();
  } catch {
    // as above: then there is no preview
  }
}

/** Asks for what the page shows just now. */
function ask() {
  if (page.app.view.name === "form") preview();
  else assess();
}

/** Has a screen reader say it. @param {string} text */
function announce(text) {
  const live = /** @type {HTMLElement} */ (document.getElementById("live"));
  if (live.textContent !== text) live.textContent = text;
}

function draw() {
  const { app } = page;
  const { view } = app;
  const body = view.name === "form" ? formPage(app, view, act) : view.name === "pick" ? pickPage(app, act) : yearPage(app, act);
  const wrong = (view.name === "form" ? view.problems : app.problems).length > 0;
  const heading = view.name === "form" ? say(kindOf(app, view.kind), "label") : view.name === "pick" ? t("add") : null;
  document.title = [wrong ? t("errorPrefix") : "", heading ? `${heading} - ` : "", t("title")].join("");
  const beside = [
    summary(app, act),
    view.name === "year" && declaring(app),
    view.name === "year" && !drafts.isEmpty(app.draft) && keeping(app, act),
  ].filter((part) => part);
  const shared = beside.length > 0 && !app.offer;
  patch(/** @type {Element} */ (document.getElementById("app")), [
    header(act.display),
    h("main", { id: "page", class: `page ${view.name}${shared ? " shared" : ""}` }, h("div", { class: "body", key: view.name }, body),
      shared && h("div", { class: "side", key: "side" }, beside)),
    inFrame(act.display),
    footer(),
  ]);
}

function engineChanged() {
  page.app.engine = engine.state.name;
  draw();
  if (page.app.engine === "ready") ask();
}

/** What the address's link holds: a year, nothing, or something that cannot be opened; and what to say of it. @param {import("./types.js").Catalogue} known */
function linked(known) {
  try {
    const link = fromLink(location.hash, known);
    return { draft: link?.draft, said: link ? joined(rulesNote(known, link.rules), leftNote(link.left)) : "" };
  } catch (error) {
    return { draft: undefined, said: t(error instanceof RangeError ? "linkNewer" : "linkDamaged") };
  }
}

/** A link was put into the address of the open page, or taken out of it again. */
function readdressed() {
  const { app } = page;
  const { draft, said } = linked(app.catalogue);
  const notice = said ? { text: said } : null;
  if (!draft && notice) {
    app.notice = notice;
    return draw();
  }
  if (!draft && !app.borrowed) return;
  app.borrowed = draft !== undefined;
  app.offer = null;
  app.view = { name: "year" };
  if (draft) begin();
  replace(page, draft ?? drafts.kept(app.catalogue)?.draft ?? drafts.emptyDraft(drafts.thisYear()), notice);
}

/** Another tab has changed what the device holds, so that this one does not write over it. */
function changedElsewhere() {
  const { app } = page;
  const kept = drafts.kept(app.catalogue);
  if (app.offer) app.offer = kept;
  const before = app.draft;
  const now = { ...(kept?.draft ?? drafts.emptyDraft(before.year)), year: before.year };
  if (!app.borrowed && !app.offer && JSON.stringify(now) !== JSON.stringify(before)) {
    follow(app, now);
    const undo = kept ? undefined : () => replace(page, before);
    Object.assign(app, { draft: now, notice: { text: t("changedElsewhere"), undo }, splitProblem: null });
    ask();
  }
  draw();
}

async function start() {
  history.scrollRestoration = "manual"; // a page begins at its top, where the focus goes, and not where it was left
  const known = await catalogue;
  const { draft: link, said } = linked(known);
  const kept = drafts.kept(known);
  const note = joined(said, leftNote(kept?.left ?? []));
  /** @type {App} */
  const app = {
    catalogue: known,
    draft: link ?? (kept?.open ? kept.draft : drafts.emptyDraft(drafts.thisYear())),
    view: { name: "year" },
    engine: engine.state.name,
    answer: null,
    planned: null,
    problems: [],
    planProblems: [],
    splitProblem: null,
    encode: null,
    others: {},
    across: nothingAcross(),
    offer: kept && !kept.open && !link ? kept : null,
    borrowed: link !== undefined,
    update: null,
    notice: note ? { text: note } : null,
  };
  page = { app, python: asking(engine, known), turn: 0, draw, assess, preview, announce };
  act = actsOf(page);
  if (app.offer) begin();
  else arrive(app);
  window.addEventListener("popstate", (event) => travelled(page, event));
  window.addEventListener("hashchange", readdressed);
  window.addEventListener("storage", ({ key }) => (key === drafts.KEPT ? changedElsewhere() : draw()));
  window.addEventListener("pageshow", ({ persisted }) => persisted && changedElsewhere());
  draw();
  ask();
  watchForUpdates((takeOver) => {
    app.update = takeOver;
    draw();
  });
}

start();
