/** The calculator: state in one place, changed by acts, drawn anew after each; Python is asked for every figure. */

import { h, patch } from "../assets/dom.js";
import { startEngine } from "../assets/engine.js";
import { footer, header, inFrame } from "../assets/frame.js";
import { set } from "../assets/settings.js";
import { watchForUpdates } from "../assets/updates.js";
import { asking } from "./asking.js";
import * as device from "./device.js";
import * as drafts from "./draft.js";
import { factsOf, formPage, narrow, valuesOf } from "./form.js";
import { declaring, keeping } from "./keeping.js";
import { statusText, summary } from "./result.js";
import { say, t } from "./strings.js";
import { pickPage, yearPage } from "./year.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").View} View */
/** @typedef {Extract<View, {name: "form"}>} FormView */

const engine = startEngine({ onState: () => app && engineChanged() });
const catalogue = fetch(new URL("../assets/catalogue.json", import.meta.url)).then((response) => response.json());

/** @type {App} */
let app;
/** @type {ReturnType<typeof asking>} */
let python;
let turn = 0; // answers to what was asked before the newest act are not drawn
let settling = false; // on the way back to the year after a form was saved

/** Assesses what has changed and draws it. */
async function assess() {
  const mine = ++turn;
  const { draft } = app;
  try {
    const year = await python.year(draft);
    if (mine !== turn) return;
    Object.assign(app, year);
    draw();
    announce(app.view.name === "year" && drafts.yearOf(draft).done.length > 0 ? statusText(app, app.answer) : "");
    const years = await python.years(draft);
    if (mine !== turn) return;
    Object.assign(app, years);
    draw();
  } catch {
    // a newer question took this one's place, or Python is down, which the page says elsewhere
  }
}

/** Shows what the entry being typed would give. */
async function preview() {
  const mine = ++turn;
  const view = app.view;
  if (view.name !== "form") return;
  const { entry, entries } = candidate(view);
  const dated = { date: `${app.draft.year}-01-01`, ...entry }; // its hours do not wait for its date
  try {
    const answer = await python.entries(app.draft, entries.map((each) => (each === entry ? dated : each)));
    if (mine !== turn || app.view !== view) return;
    const judged = answer.errors ? undefined : answer.activities.find(({ id }) => id === entry.id);
    view.preview = !answer.errors && judged ? { answer, judged } : null;
    draw();
  } catch {
    // as above: then there is no preview
  }
}

/** The entry in the form, and the year's entries with it. @param {FormView} view */
function candidate(view) {
  const year = drafts.yearOf(app.draft);
  const facts = factsOf(kindOf(view.kind), app.catalogue.common, view.values);
  const old = view.index === null ? null : year.done[view.index];
  const entry = /** @type {Entry} */ ({ id: old?.id ?? drafts.freshId(year), kind: view.kind, ...facts, title: String(facts.title ?? "") });
  return { entry, entries: old ? year.done.map((each) => (each === old ? entry : each)) : [...year.done, entry] };
}

/** @param {string} kind */
function kindOf(kind) {
  return /** @type {import("./types.js").Kind} */ (app.catalogue.kinds.find((each) => each.kind === kind));
}

/** @param {import("./types.js").Problem[]} problems @param {number | null} index those of this entry */
function problemsOf(problems, index) {
  const path = `activities[${index}]`;
  return problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
}

/** @param {import("./types.js").Draft} draft @param {App["notice"]} [notice] */
function change(draft, notice = null) {
  app.draft = draft;
  app.notice = notice;
  app.splitProblem = null;
  if (!app.borrowed && !app.offer) drafts.keep(draft);
  draw();
  assess();
}

/** Changes to a draft whose figures have nothing to do with those shown. @param {import("./types.js").Draft} draft @param {App["notice"]} [notice] */
function replace(draft, notice) {
  Object.assign(app, { answer: null, planned: null, problems: [], others: {}, sameWork: [] });
  change(draft, notice);
}

/** Goes to a page. @param {View} view @param {{enter?: boolean, focus?: string}} [how] enter: as a new entry of the history */
function show(view, { enter = true, focus = "page-title" } = {}) {
  app.view = view;
  const steps = { name: view.name, depth: (history.state?.depth ?? 0) + 1 };
  if (enter) history.pushState(view.name === "form" ? { ...steps, kind: view.kind, index: view.index, plan: view.plan } : steps, "");
  draw();
  scrollTo(0, 0);
  focusOn(focus);
}

/** @param {string} id */
function focusOn(id) {
  document.getElementById(id)?.focus();
}

/** @param {string} kind @param {number | null} index @param {string} [plan] @returns {FormView} */
function formView(kind, index, plan) {
  const year = drafts.yearOf(app.draft);
  const entry = plan ? year.plans.find(({ id }) => id === plan) : index === null ? undefined : year.done[index];
  const values = valuesOf(kindOf(kind), app.catalogue.common, app.draft.year, entry);
  if (plan) values["date.m"] = values["date.d"] = ""; // the day it was done is for the person to say
  return { name: "form", kind, index, plan, values, problems: index === null ? [] : problemsOf(app.problems, index), preview: null };
}

/** @type {import("./types.js").Acts} */
const act = {
  back: () => history.back(),
  pick: () => show({ name: "pick" }),
  openForm(kind, index = null, plan) {
    const sibling = app.view.name === "form"; // only the kind changes
    if (sibling) history.replaceState({ ...history.state, kind }, "");
    show(formView(kind, index, plan), { enter: !sibling });
    preview();
  },
  typed(name, value) {
    const view = /** @type {FormView} */ (app.view);
    view.values = { ...view.values, [name]: value };
    view.problems = view.problems.filter(({ path }) => path.split(".")[1] !== name.split(".")[0]); // it is being mended
    draw();
    preview();
  },
  async save(event) {
    event.preventDefault();
    const view = /** @type {FormView} */ (app.view);
    const { entry, entries } = candidate(view);
    turn += 1;
    if (app.engine === "ready") {
      const answer = await python.entries(app.draft, entries);
      view.problems = problemsOf(answer.errors ?? [], entries.indexOf(entry));
      if (view.problems.length > 0) {
        draw();
        focusOn("errors");
        return;
      }
    }
    const { plans } = drafts.yearOf(app.draft);
    app.view = { name: "year" };
    change(drafts.withYear(app.draft, { done: entries, plans: plans.filter(({ id }) => id !== view.plan) }));
    scrollTo(0, 0);
    focusOn("list-title");
    settling = true;
    history.go(-(history.state?.depth ?? 1));
  },
  remove(index) {
    const before = app.draft;
    const { done } = drafts.yearOf(before);
    const undo = () => {
      change(before);
      focusOn(`change-${done[index].id}`);
    };
    const text = t("removed", drafts.titled(done, app.catalogue.kinds)[index].title);
    change(drafts.withYear(before, { done: done.filter((_, each) => each !== index) }), { text, undo });
    focusOn(done.length > 1 ? "list-title" : "page-title");
  },
  turnTo(year) {
    Object.assign(app, { answer: app.others[year] ?? null, planned: null, problems: [] });
    change({ ...app.draft, year });
  },
  read: (reading, name) => change({ ...app.draft, readings: { ...app.draft.readings, [reading]: name } }),
  split(general) {
    const hours = general === null ? null : Number(narrow(general));
    if (hours === null || Number.isFinite(hours)) return change(drafts.withYear(app.draft, { split: hours }));
    app.splitProblem = t("splitNumber");
    draw();
  },
  plan(way, instead = false) {
    const { field } = way;
    const copies = field === null ? way.add : 1;
    let draft = instead ? drafts.withYear(app.draft, { plans: [] }) : app.draft;
    for (let count = 0; count < copies; count += 1) {
      const year = drafts.yearOf(draft);
      const entry = { id: drafts.freshId(year), kind: way.kind, title: "", date: `${draft.year}-12-31`, ...way.facts, ...(field !== null && { [field]: way.add }) };
      draft = drafts.withYear(draft, { plans: [...year.plans, entry] });
    }
    change(draft);
    focusOn("ways-title");
  },
  changePlan(id, field, value) {
    const number = Number(narrow(value));
    if (value.trim() === "" || !Number.isFinite(number)) return; // still typing
    const { plans } = drafts.yearOf(app.draft);
    change(drafts.withYear(app.draft, { plans: plans.map((each) => (each.id === id ? { ...each, [field]: number } : each)) }));
  },
  dropPlan(id) {
    const { plans } = drafts.yearOf(app.draft);
    change(drafts.withYear(app.draft, { plans: plans.filter((each) => each.id !== id) }));
    focusOn("ways-title");
  },
  async copy(text, said) {
    app.notice = (await device.copy(text)) ? { text: said } : { text: t("copyFailed"), uncopied: text };
    draw();
  },
  exportFile() {
    device.download(JSON.stringify(drafts.fileOf(app.draft, app.catalogue), null, 1), t("fileName", app.draft.year));
  },
  async importFile(file) {
    const before = app.draft;
    try {
      const { draft, rules } = drafts.fromFile(await file.text(), before);
      app.offer = null;
      replace(draft, { text: rulesNote(rules) ?? t("imported"), undo: () => replace(before) });
    } catch {
      app.notice = { text: t("importFailed", file.name) };
      draw();
    }
    scrollTo(0, 0);
    focusOn("page-title");
  },
  clear() {
    const before = app.draft;
    drafts.forget();
    replace(drafts.emptyDraft(before.year), { text: t("cleared"), undo: () => replace(before) });
    scrollTo(0, 0);
    focusOn("page-title");
  },
  offered(accept) {
    const { offer } = app;
    app.offer = null;
    if (!accept) drafts.forget();
    change(accept && offer ? offer.draft : app.draft);
    focusOn("page-title");
  },
  borrowed(keepIt) {
    app.borrowed = false;
    history.replaceState(history.state, "", location.pathname);
    if (keepIt) change(app.draft);
    else replace(drafts.kept()?.draft ?? drafts.emptyDraft(thisYear()));
    focusOn("page-title");
  },
  dismiss() {
    app.notice = null;
    draw();
    focusOn("page-title");
  },
  goTo(id) {
    focusOn(id);
    document.getElementById(id)?.scrollIntoView();
  },
  print: () => window.print(),
  display(name, value) {
    app.notice = null;
    set(name, value);
    announce(""); // what was said last may be in the other language
    if (app.view.name === "form") preview();
    else assess(); // titles that nobody typed are in the page's language
  },
};

function thisYear() {
  return Number(drafts.today().slice(0, 4));
}

/** @param {string | null | undefined} rules @returns {string | null} what to say of a file or link of other rules */
function rulesNote(rules) {
  const { rules_version: now } = app.catalogue;
  return rules && rules !== now ? t("importedOld", rules, now) : null;
}

/** Has a screen reader say it. @param {string} text */
function announce(text) {
  const live = /** @type {HTMLElement} */ (document.getElementById("live"));
  if (live.textContent !== text) live.textContent = text;
}

function draw() {
  const { view } = app;
  const page = view.name === "form" ? formPage(app, view, act) : view.name === "pick" ? pickPage(app, act) : yearPage(app, act);
  const wrong = (view.name === "form" ? view.problems : app.problems).length > 0;
  const heading = view.name === "form" ? say(kindOf(view.kind), "label") : view.name === "pick" ? t("add") : null;
  document.title = [wrong ? t("errorPrefix") : "", heading ? `${heading} - ` : "", t("title")].join("");
  const beside = [
    summary(app, act),
    view.name === "year" && declaring(app),
    view.name === "year" && !drafts.isEmpty(app.draft) && keeping(app, act),
  ].filter((part) => part);
  const shared = beside.length > 0 && !app.offer;
  patch(/** @type {Element} */ (document.getElementById("app")), [
    header(act.display),
    h("main", { id: "page", class: `page ${view.name}${shared ? " shared" : ""}` }, h("div", { class: "body", key: view.name }, page),
      shared && h("div", { class: "side", key: "side" }, beside)),
    inFrame(act.display),
    footer(),
  ]);
}

function engineChanged() {
  app.engine = engine.state.name;
  draw();
  if (app.engine !== "ready") return;
  if (app.view.name === "form") preview();
  else assess();
}

/** The browser's own back and forward. @param {PopStateEvent} event */
function travelled({ state }) {
  if (settling) {
    settling = false;
    return;
  }
  const there = state?.name === "form" && (state.index === null || drafts.yearOf(app.draft).done[state.index]);
  show(there ? formView(state.kind, state.index, state.plan) : { name: state?.name === "pick" ? "pick" : "year" }, { enter: false });
  if (app.view.name === "form") preview();
  else assess();
}

/** What the link that led here holds: a year, nothing, or something damaged. */
function linked() {
  try {
    return { link: drafts.fromLink(location.hash), damaged: false };
  } catch {
    return { link: null, damaged: true };
  }
}

async function begin() {
  const kept = drafts.kept();
  const { link, damaged } = linked();
  const known = await catalogue;
  python = asking(engine, known);
  app = {
    catalogue: known,
    draft: link?.draft ?? (kept?.open ? kept.draft : drafts.emptyDraft(thisYear())),
    view: { name: "year" },
    engine: engine.state.name,
    answer: null,
    planned: null,
    problems: [],
    splitProblem: null,
    others: {},
    sameWork: [],
    offer: kept && !kept.open && !link ? kept : null,
    borrowed: link !== null,
    update: null,
    notice: null,
  };
  const note = damaged ? t("linkDamaged") : rulesNote(link?.rules);
  if (note) app.notice = { text: note };
  history.replaceState({ name: "year", depth: 0 }, "");
  window.addEventListener("popstate", travelled);
  window.addEventListener("storage", draw);
  draw();
  assess();
  watchForUpdates((takeOver) => {
    app.update = takeOver;
    draw();
  });
}

begin();
