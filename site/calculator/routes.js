/** The pages of the calculator - the year, the list of items, a form - and the ways between them, which the browser's history knows. */

import { keepTyped, freshId, typedAt, yearOf } from "./draft.js";
import { factsOf, valuesOf } from "./form.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").View} View */
/** @typedef {Extract<View, {name: "form"}>} FormView */

let settling = false; // on the way back to the year after a form was saved or given up

/** @param {App} app @param {string} kind */
export function kindOf(app, kind) {
  return /** @type {import("./types.js").Kind} */ (app.catalogue.kinds.find((each) => each.kind === kind));
}

/** @param {import("./types.js").Problem[]} problems @param {number | null} index those of this entry */
export function problemsOf(problems, index) {
  const path = `activities[${index}]`;
  return problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
}

/** The entry in the form, and the year's entries with it. @param {App} app @param {FormView} view */
export function candidate(app, view) {
  const year = yearOf(app.draft);
  const facts = factsOf(kindOf(app, view.kind), app.catalogue.common, view.values);
  const old = view.index === null ? null : year.done[view.index];
  const entry = /** @type {Entry} */ ({ id: old?.id ?? freshId(year), kind: view.kind, ...facts, title: String(facts.title ?? "") });
  return { entry, entries: old ? year.done.map((each) => (each === old ? entry : each)) : [...year.done, entry] };
}

/** @param {App} app @param {string} kind @param {number | null} index @param {string} [plan] @returns {FormView} */
export function formView(app, kind, index, plan) {
  const year = yearOf(app.draft);
  const entry = plan ? year.plans.find(({ id }) => id === plan) : index === null ? undefined : year.done[index];
  const values = valuesOf(kindOf(app, kind), app.catalogue.common, app.draft.year, entry);
  if (plan) values["date.m"] = values["date.d"] = ""; // the day it was done is for the person to say
  return { name: "form", kind, index, plan, values, problems: index === null ? [] : problemsOf(app.problems, index), preview: null };
}

/** Where a form stands, by which a reload finds what was typed into it. @param {App} app @param {FormView} view */
function addressOf(app, { kind, index, plan }) {
  return JSON.stringify([app.draft.year, kind, index, plan]);
}

/** @param {App} app @param {FormView} view */
export function keepForm(app, view) {
  keepTyped({ address: addressOf(app, view), values: view.values });
}

/** The page that an entry of the browser's history stands for. @param {App} app @param {any} state @returns {View} */
function viewOf(app, state) {
  const there = state?.name === "form" && kindOf(app, state.kind) && (state.index === null || yearOf(app.draft).done[state.index]);
  return there ? formView(app, state.kind, state.index, state.plan) : { name: state?.name === "pick" ? "pick" : "year" };
}

/** Where the page begins: after a reload, in the form that was being filled in. @param {App} app */
export function arrive(app) {
  const { state } = history;
  app.view = viewOf(app, state);
  if (app.view.name === "form") app.view.values = { ...app.view.values, ...typedAt(addressOf(app, app.view)) };
  if (app.view.name !== state?.name) begin();
}

/** The year's page is where the history of these pages begins. */
export function begin() {
  history.replaceState({ name: "year", depth: 0 }, "");
}

/** Goes to a page. @param {Page} page @param {View} view @param {{enter?: boolean, focus?: string}} [how] enter: as a new entry of the history */
export function show(page, view, { enter = true, focus = "page-title" } = {}) {
  page.app.view = view;
  const steps = { name: view.name, depth: (history.state?.depth ?? 0) + 1 };
  if (enter) history.pushState(view.name === "form" ? { ...steps, kind: view.kind, index: view.index, plan: view.plan } : steps, "");
  page.draw();
  scrollTo(0, 0);
  focusOn(focus);
}

/** From a form back to the year, which is drawn already. @param {string} focus */
export function settle(focus) {
  keepTyped(null);
  scrollTo(0, 0);
  focusOn(focus);
  settling = true;
  history.go(-(history.state?.depth || 1));
}

/** The browser's own back and forward. @param {Page} page @param {PopStateEvent} event */
export function travelled(page, { state }) {
  if (settling) {
    settling = false;
    return;
  }
  show(page, viewOf(page.app, state), { enter: false });
  if (page.app.view.name === "form") page.preview();
  else page.assess();
}

/** Keeps an open form on its entry when the draft is another one. @param {App} app @param {import("./types.js").Draft} draft */
export function follow(app, draft) {
  const { view } = app;
  if (view.name !== "form" || view.index === null) return;
  const { id } = yearOf(app.draft).done[view.index];
  const index = yearOf(draft, app.draft.year).done.findIndex((each) => each.id === id);
  view.index = index < 0 ? null : index; // removed elsewhere: then it is a new one
  history.replaceState({ ...history.state, index: view.index }, "");
}

/** @param {string} id */
export function focusOn(id) {
  document.getElementById(id)?.focus();
}
