/** The calculator: state in one place, changed by acts, drawn anew after each; Python is asked for every figure. */

import { h, patch } from "../assets/dom.js";
import { startEngine } from "../assets/engine.js";
import * as drafts from "./draft.js";
import { factsOf, formPage, narrow, valuesOf } from "./form.js";
import { footer, header } from "./frame.js";
import { summary, statusText } from "./result.js";
import { say, t } from "./strings.js";
import { pickPage, yearPage } from "./year.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Entry} Entry */

const engine = startEngine({ onState: () => { if (app) engineChanged(); } });
const catalogue = /** @type {Promise<import("./types.js").Catalogue>} */ (
  fetch(new URL("../assets/catalogue.json", import.meta.url)).then((response) => response.json()));

/** @type {App} */
let app;
/** Answers by request: what was asked once is not asked again. @type {Map<string, any>} */
const answers = new Map();
let turn = 0;

/** @param {string} text @returns {Promise<(Answer & {errors?: undefined}) | {errors: Problem[]}>} */
async function ask(text) {
  if (!answers.has(text)) {
    const answer = JSON.parse(await engine.assess(text));
    if (answers.size > 500) answers.clear();
    answers.set(text, answer);
  }
  return answers.get(text);
}

/** @param {import("./types.js").Draft} draft @param {number} year @param {Entry[]} entries @param {number | null} [split] */
function requestOf(draft, year, entries, split) {
  return drafts.requestOf(draft, year, drafts.titled(entries, app.catalogue.kinds), split);
}

/** Assesses what has changed and draws it: this year, this year with its plans, the other years. */
async function assess() {
  const mine = ++turn;
  const { draft } = app;
  const { done, plans, split } = drafts.yearOf(draft);
  try {
    const answer = await ask(JSON.stringify(requestOf(draft, draft.year, done, split)));
    if (mine !== turn) return;
    if (answer.errors) {
      const ofSplit = answer.errors.filter(({ path }) => path.startsWith("elected_split"));
      if (split !== null && ofSplit.length === answer.errors.length) {
        app.splitProblem = say(ofSplit[0], "message");
        app.draft = drafts.withYear(draft, { split: null }); // the figures below are those of the proposed split
        return assess();
      }
      app.answer = null;
      app.problems = answer.errors;
    } else {
      app.answer = answer;
      app.problems = [];
    }
    const planned = plans.length > 0 ? await ask(JSON.stringify(requestOf(draft, draft.year, [...done, ...plans]))) : null;
    if (mine !== turn) return;
    app.planned = planned && !planned.errors ? planned : null;
    draw();
    say_(app.view.name === "year" && done.length > 0 ? statusText(app, app.answer) : "");
    await assessYears(mine);
  } catch (error) {
    if (mine === turn && app.engine === "failed") draw();
  }
}

/** Assesses all years side by side, where there are several; a year with errors waits until it is opened. @param {number} mine */
async function assessYears(mine) {
  const { draft } = app;
  let years = Object.keys(draft.years).map(Number).filter((year) => drafts.yearOf(draft, year).done.length > 0);
  app.others = {};
  app.sameWork = [];
  while (years.length > 1 || (years.length === 1 && years[0] !== draft.year)) {
    const requests = years.map((year) => {
      const { done, split } = drafts.yearOf(draft, year);
      return requestOf(draft, year, done, split);
    });
    const text = JSON.stringify({ years: requests });
    if (!answers.has(text)) answers.set(text, JSON.parse(await engine.call("ahce_core.api", "assess_years", text)));
    if (mine !== turn) return;
    const found = answers.get(text);
    if (!found.errors) {
      app.others = Object.fromEntries(found.years.map((/** @type {Answer} */ answer) => [answer.year, answer]));
      app.sameWork = found.same_work;
      break;
    }
    const wrong = new Set(found.errors.map((/** @type {Problem} */ { path }) => Number(/^years\[(\d+)\]/.exec(path)?.[1] ?? 0)));
    years = years.filter((_, index) => !wrong.has(index));
  }
  draw();
}

/** Shows what the entry being typed would give. */
async function preview() {
  const mine = ++turn;
  const view = app.view;
  if (view.name !== "form") return;
  const { entry, entries } = candidate(view);
  const dated = entry.date === undefined ? { date: `${app.draft.year}-01-01`, ...entry } : entry; // its hours do not wait for its date
  try {
    const answer = await ask(JSON.stringify(requestOf(app.draft, app.draft.year, entries.map((each) => (each === entry ? dated : each)))));
    if (mine !== turn || app.view !== view) return;
    const judged = answer.errors ? undefined : answer.activities.find(({ id }) => id === entry.id);
    view.preview = !answer.errors && judged ? { answer, judged } : null;
    draw();
  } catch {
    // a newer one took its place, or Python is down: then there is no preview
  }
}

/** The entry in the form, and the year's entries with it. @param {Extract<import("./types.js").View, {name: "form"}>} view */
function candidate(view) {
  const year = drafts.yearOf(app.draft);
  const facts = factsOf(kindOf(view.kind), app.catalogue.common, view.values);
  const old = view.index === null ? null : year.done[view.index];
  const entry = /** @type {Entry} */ ({ id: old?.id ?? drafts.freshId(year), kind: view.kind, ...facts, title: String(facts.title ?? "") });
  const entries = old ? year.done.map((each) => (each === old ? entry : each)) : [...year.done, entry];
  return { entry, entries };
}

/** @param {string} kind */
function kindOf(kind) {
  return /** @type {import("./types.js").Kind} */ (app.catalogue.kinds.find((each) => each.kind === kind));
}

/** @param {import("./types.js").Draft} draft @param {App["notice"]} [notice] */
function change(draft, notice = null) {
  app.draft = draft;
  app.notice = notice;
  if (!app.borrowed && !app.offer) drafts.keep(draft);
  draw();
  assess();
}

/** @param {import("./types.js").View} view @param {{push?: boolean, focus?: string}} [how] */
function show(view, { push = true, focus = "page-title" } = {}) {
  app.view = view;
  const state = view.name === "form" ? { name: "form", kind: view.kind, index: view.index, plan: view.plan } : { name: view.name };
  if (push) history.pushState(state, "");
  draw();
  scrollTo(0, 0);
  document.getElementById(focus)?.focus();
}

/** @param {string} kind @param {number | null} index @param {string} [plan] @returns {import("./types.js").View} */
function formView(kind, index, plan) {
  const year = drafts.yearOf(app.draft);
  const entry = plan ? year.plans.find(({ id }) => id === plan) : index === null ? undefined : year.done[index];
  const values = valuesOf(kindOf(kind), app.catalogue.common, app.draft.year, entry);
  if (plan) values["date.m"] = values["date.d"] = ""; // the day it was done is for the person to say
  const path = `activities[${index}]`;
  const problems = app.problems.filter((problem) => index !== null && (problem.path === path || problem.path.startsWith(`${path}.`)));
  return { name: "form", kind, index, plan, values, problems, preview: null };
}

/** @type {import("./types.js").Acts} */
const act = {
  back: () => history.back(),
  pick: () => show({ name: "pick" }),
  openForm(kind, index) {
    const inForm = app.view.name === "form"; // only the kind changes
    if (inForm) history.replaceState({ name: "form", kind, index: null }, "");
    show(formView(kind, index ?? null), { push: !inForm });
    preview();
  },
  typed(name, value) {
    const view = /** @type {Extract<import("./types.js").View, {name: "form"}>} */ (app.view);
    view.values = { ...view.values, [name]: value };
    view.problems = view.problems.filter(({ path }) => path.split(".")[1] !== name.split(".")[0]); // it is being mended
    draw();
    preview();
  },
  async save(event) {
    event.preventDefault();
    const view = /** @type {Extract<import("./types.js").View, {name: "form"}>} */ (app.view);
    const { entry, entries } = candidate(view);
    turn += 1;
    if (engine.state.name === "ready") {
      const answer = await ask(JSON.stringify(requestOf(app.draft, app.draft.year, entries)));
      const path = `activities[${entries.indexOf(entry)}]`;
      view.problems = (answer.errors ?? []).filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
      if (view.problems.length > 0) {
        draw();
        document.getElementById("errors")?.focus();
        return;
      }
    }
    const year = drafts.yearOf(app.draft);
    app.splitProblem = null;
    const draft = drafts.withYear(app.draft, { done: entries, plans: year.plans.filter(({ id }) => id !== view.plan) });
    app.view = { name: "year" };
    history.pushState({ name: "year" }, "");
    change(draft);
    scrollTo(0, 0);
    document.getElementById("list-title")?.focus();
  },
  remove(index) {
    const before = app.draft;
    const { done } = drafts.yearOf(before);
    const gone = done[index];
    const undo = () => {
      change(before);
      document.getElementById(`change-${gone.id}`)?.focus();
    };
    const text = t("removed", drafts.titled(done, app.catalogue.kinds)[index].title);
    change(drafts.withYear(before, { done: done.filter((each) => each !== gone) }), { text, undo });
    document.getElementById(done.length > 1 ? "list-title" : "page-title")?.focus();
  },
  turnTo(year) {
    app.answer = app.planned = null;
    app.problems = [];
    app.splitProblem = null;
    change({ ...app.draft, year });
  },
  read(reading, name) {
    change({ ...app.draft, readings: { ...app.draft.readings, [reading]: name } });
  },
  split(general) {
    app.splitProblem = null;
    const plain = general === null ? null : Number(narrow(String(general)));
    if (plain !== null && !Number.isFinite(plain)) app.splitProblem = t("splitNumber");
    else change(drafts.withYear(app.draft, { split: plain }));
    draw();
  },
  plan(way) {
    const kind = kindOf(way.kind);
    const field = way.field ?? kind.fields.find(({ unit_en }) => unit_en !== "" && unit_en === way.unit)?.name ?? null;
    let draft = app.draft;
    for (let left = field ? 1 : way.add; left > 0; left -= 1) {
      const year = drafts.yearOf(draft);
      const entry = { id: drafts.freshId(year), kind: way.kind, title: "", date: `${draft.year}-12-31`, ...way.facts, ...(field && { [field]: way.add }) };
      draft = drafts.withYear(draft, { plans: [...year.plans, entry] });
    }
    change(draft);
    document.getElementById("ways-title")?.focus();
  },
  changePlan(id, field, value) {
    const { plans } = drafts.yearOf(app.draft);
    const number = Number(narrow(value));
    if (value.trim() === "" || !Number.isFinite(number)) return;
    change(drafts.withYear(app.draft, { plans: plans.map((each) => (each.id === id ? { ...each, [field]: number } : each)) }));
  },
  dropPlan(id) {
    const { plans } = drafts.yearOf(app.draft);
    change(drafts.withYear(app.draft, { plans: plans.filter((each) => each.id !== id) }));
    document.getElementById("ways-title")?.focus();
  },
  donePlan(id) {
    const entry = drafts.yearOf(app.draft).plans.find((each) => each.id === id);
    if (entry) show(formView(entry.kind, null, id));
    preview();
  },
  async copy(text, said) {
    app.notice = { text: (await copied(text)) ? said : t("copyFailed") };
    draw();
    say_(app.notice.text);
  },
  exportFile() {
    const text = JSON.stringify(drafts.fileOf(app.draft, app.catalogue), null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = t("fileName", app.draft.year);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still be reading it
  },
  async importFile(file) {
    const before = app.draft;
    try {
      const { draft, rules } = drafts.fromFile(await file.text(), before);
      const other = rules !== null && rules !== app.catalogue.rules_version;
      app.offer = null;
      app.answer = app.planned = null;
      change(draft, { text: other ? t("importedOld", rules, app.catalogue.rules_version) : t("imported"), undo: () => change(before) });
    } catch {
      app.notice = { text: t("importFailed", file.name) };
      draw();
    }
    scrollTo(0, 0);
    document.getElementById("page-title")?.focus();
  },
  clear() {
    const before = app.draft;
    drafts.forget();
    app.answer = app.planned = null;
    app.others = {};
    change(drafts.emptyDraft(before.year), { text: t("cleared"), undo: () => change(before) });
    scrollTo(0, 0);
    document.getElementById("page-title")?.focus();
  },
  offered(accept) {
    const offer = app.offer;
    app.offer = null;
    if (accept && offer) change(offer.draft);
    else {
      drafts.forget();
      draw();
    }
    document.getElementById("page-title")?.focus();
  },
  borrowed(keepIt) {
    app.borrowed = false;
    history.replaceState(history.state, "", location.pathname);
    if (keepIt) change(app.draft);
    else {
      const own = drafts.kept();
      app.answer = app.planned = null;
      change(own?.draft ?? drafts.emptyDraft(Number(drafts.today().slice(0, 4))));
    }
  },
  dismiss() {
    app.notice = null;
    draw();
    document.getElementById("page-title")?.focus();
  },
  goTo(id) {
    const place = document.getElementById(id);
    place?.focus({ preventScroll: true });
    place?.scrollIntoView();
  },
  print: () => window.print(),
  display(name, value) {
    try {
      if (value === null) localStorage.removeItem(`display.${name}`);
      else localStorage.setItem(`display.${name}`, value);
    } catch {
      // storage is off: nothing can be set
    }
    if (name === "language") history.replaceState(history.state, "", location.pathname + location.hash);
    app.notice = null;
    window.dispatchEvent(new Event("storage"));
    if (app.view.name === "form") preview();
    else assess(); // titles that nobody typed are in the page's language
  },
};

/** @param {string} text @returns {Promise<boolean>} */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Older embedded browsers have no clipboard, but can copy what is selected.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/** @param {string} text what a screen reader should say now */
function say_(text) {
  const live = /** @type {HTMLElement} */ (document.getElementById("live"));
  if (live.textContent !== text) live.textContent = text;
}

/** @param {string} name */
function setting(name) {
  try {
    return localStorage.getItem(`display.${name}`);
  } catch {
    return null;
  }
}

function draw() {
  const { view } = app;
  const page = view.name === "form" ? formPage(app, view, act) : view.name === "pick" ? pickPage(app, act) : yearPage(app, act);
  const wrong = view.name === "form" ? view.problems.length > 0 : app.problems.length > 0;
  const heading = view.name === "form" ? say(kindOf(view.kind), "label") : view.name === "pick" ? t("add") : t("title");
  document.title = `${wrong ? t("errorPrefix") : ""}${heading}${view.name === "year" ? "" : ` - ${t("title")}`}`;
  const beside = app.offer ? null : summary(app, act);
  patch(/** @type {Element} */ (document.getElementById("app")), [
    header(act, setting),
    h("main", { id: "page", class: `page ${view.name}${beside ? " shared" : ""}` }, h("div", { class: "body", key: view.name }, page), beside),
    footer(),
  ]);
}

function engineChanged() {
  app.engine = engine.state.name;
  draw();
  if (app.engine === "ready") {
    if (app.view.name === "form") preview();
    else assess();
  }
}

/** @param {PopStateEvent} event the browser's own back and forward */
function travelled({ state }) {
  const year = drafts.yearOf(app.draft);
  if (state?.name === "form" && (state.index === null || year.done[state.index])) show(formView(state.kind, state.index, state.plan), { push: false });
  else show({ name: state?.name === "pick" ? "pick" : "year" }, { push: false });
  if (app.view.name === "form") preview();
  else assess();
}

async function begin() {
  const year = Number(drafts.today().slice(0, 4));
  const kept = drafts.kept();
  /** @type {ReturnType<typeof drafts.fromLink>} */
  let linked = null;
  let damaged = false;
  try {
    linked = drafts.fromLink(location.hash);
  } catch {
    damaged = true;
  }
  app = {
    catalogue: await catalogue,
    draft: linked?.draft ?? (kept?.open ? kept.draft : drafts.emptyDraft(year)),
    view: { name: "year" },
    engine: engine.state.name,
    answer: null, planned: null, problems: [], others: {}, sameWork: [],
    offer: kept && !kept.open && !linked ? kept : null,
    borrowed: linked !== null,
    notice: damaged ? { text: t("linkDamaged") } : null,
    splitProblem: null,
  };
  const rules = linked?.rules;
  if (rules && rules !== app.catalogue.rules_version) app.notice = { text: t("importedOld", rules, app.catalogue.rules_version) };
  window.addEventListener("popstate", travelled);
  window.addEventListener("storage", draw);
  draw();
  assess();
}

begin();
