/** What a person can do: each act changes the state, has it drawn, and has Python asked. */

import { set } from "../assets/settings.js";
import { nothingAcross } from "./asking.js";
import { filledYears, fileOf, fromFile, withOthers } from "./carrying.js";
import { loadEncoder } from "./code.js";
import * as device from "./device.js";
import * as drafts from "./draft.js";
import { narrow, numberFrom } from "./form.js";
import { joined, leftNote, readingsNote, rulesNote } from "./notes.js";
import { candidate, focusOn, formView, keepForm, problemsOf, settle, show } from "./routes.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").App["notice"]} Notice */
/** @typedef {import("./routes.js").FormView} FormView */

/** What the device holds, where it is the draft of this page that it should hold. @param {Page} page */
export function keep({ app }) {
  if (!app.borrowed && !app.offer) drafts.keep(app.draft);
}

/** @param {Page} page @param {Draft} draft @param {Notice} [notice] */
export function change(page, draft, notice = null) {
  Object.assign(page.app, { draft, notice, splitProblem: null });
  keep(page);
  page.draw();
  page.assess();
}

/** Changes to a draft whose figures have nothing to do with those shown. @param {Page} page @param {Draft} draft @param {Notice} [notice] */
export function replace(page, draft, notice) {
  Object.assign(page.app, { answer: null, planned: null, problems: [], planProblems: [], others: {}, across: nothingAcross() });
  change(page, draft, notice);
}

/** @param {Page} page @returns {import("./types.js").Acts} */
export function actsOf(page) {
  const { app } = page;

  /** Changes the year; a split that was refused does not outlive what is changed beside it. @param {Partial<import("./types.js").Year>} what @param {Notice} [notice] */
  function changeYear(what, notice) {
    const { split, splitOf } = drafts.yearOf(app.draft);
    const refused = app.splitProblem !== null && split !== null && !splitOf;
    change(page, drafts.withYear(app.draft, refused ? { split: null, ...what } : what), notice);
  }

  /** Changes several years as the page proposed, which it does not propose again meanwhile. @param {Draft["years"]} years @param {string} text */
  function across(years, text) {
    const before = app.draft;
    app.across = nothingAcross();
    change(page, { ...before, years }, { text, undo: () => change(page, before) });
    focusOn("list-title");
  }

  /** To the title of the year's page, from wherever one is on it. */
  function toTop() {
    scrollTo(0, 0);
    focusOn("page-title");
  }

  /** What Python says of the entry in a form; null where it cannot be asked. @param {FormView} view */
  async function judged(view) {
    for (let attempt = 0; attempt < 2 && app.engine === "ready"; attempt += 1) {
      const { entry, entries } = candidate(app, view);
      try {
        const { errors = [] } = await page.python.entries(app.draft, entries);
        return problemsOf(errors, entries.indexOf(entry));
      } catch {
        // a newer question took this one's place: ask again
      }
    }
    const unchecked = { path: `activities[${view.index}]`, message: t("unchecked"), message_en: t("unchecked") };
    return app.engine === "ready" ? [unchecked] : []; // it is checked when Python is up
  }

  return {
    back: () => history.back(),
    cancel() {
      app.view = { name: "year" };
      page.draw();
      settle("list-title");
      page.assess();
    },
    pick: () => show(page, { name: "pick" }),
    openForm(kind, index = null, plan) {
      const sibling = app.view.name === "form"; // only the kind changes
      if (sibling) history.replaceState({ ...history.state, kind }, "");
      drafts.keepTyped(null);
      show(page, formView(app, kind, index, plan), { enter: !sibling });
      page.preview();
    },
    typed(name, value) {
      const view = /** @type {FormView} */ (app.view);
      view.values = { ...view.values, [name]: value };
      view.problems = view.problems.filter(({ path }) => path.split(".")[1] !== name.split(".")[0]); // it is being mended
      keepForm(app, view);
      page.draw();
      page.preview();
    },
    async save(event) {
      event.preventDefault();
      const view = /** @type {FormView} */ (app.view);
      page.turn += 1;
      const problems = await judged(view);
      if (app.view !== view) return; // left meanwhile, or saved by a second click
      view.problems = problems;
      if (problems.length > 0) {
        page.draw();
        focusOn("errors");
        return;
      }
      const { plans } = drafts.yearOf(app.draft);
      app.view = { name: "year" };
      changeYear({ done: candidate(app, view).entries, plans: plans.filter(({ id }) => id !== view.plan) });
      settle("list-title");
    },
    remove(index) {
      const before = app.draft;
      const { done } = drafts.yearOf(before);
      const undo = () => {
        change(page, before);
        focusOn(`change-${done[index].id}`);
      };
      const text = t("removed", drafts.titled(done, app.catalogue.kinds)[index].title);
      changeYear({ done: done.filter((_, each) => each !== index) }, { text, undo });
      focusOn(done.length > 1 ? "list-title" : "page-title");
    },
    turnTo(year) {
      Object.assign(app, { answer: app.others[year] ?? null, planned: null, problems: [], planProblems: [] });
      change(page, { ...app.draft, year });
    },
    oneWork({ work, places }) {
      const years = { ...app.draft.years };
      for (const { year, activities } of places) {
        const { done } = years[year];
        years[year] = { ...years[year], done: done.map((entry) => (activities.includes(entry.id) ? { ...entry, work: entry.work ?? work } : entry)) };
      }
      across(years, t("markedOne", work));
    },
    alsoIn(index, added) {
      const entry = drafts.yearOf(app.draft).done[index];
      const years = { ...app.draft.years };
      for (const each of added) {
        const year = drafts.yearOf(app.draft, each);
        years[each] = { ...year, done: [...year.done, { ...entry, id: drafts.freshId(year) }] };
      }
      across(years, t("alsoEntered", added.join(t("comma"))));
    },
    read: (reading, name) => change(page, { ...app.draft, readings: { ...app.draft.readings, [reading]: name } }),
    split(general) {
      const split = general === null ? null : Number(narrow(general));
      if (split === null || Number.isFinite(split)) return change(page, drafts.withYear(app.draft, { split, splitOf: undefined }));
      app.splitProblem = t("splitNumber");
      page.draw();
    },
    plan(way, instead = false) {
      const draft = instead ? drafts.withYear(app.draft, { plans: [] }) : app.draft;
      changeYear({ plans: drafts.yearOf(drafts.withWay(draft, way)).plans });
      focusOn("ways-title");
    },
    changePlan(id, field, value) {
      const quantity = numberFrom(value);
      if (quantity === undefined) return; // still typing
      const { plans } = drafts.yearOf(app.draft);
      changeYear({ plans: plans.map((each) => (each.id === id ? { ...each, [field]: quantity } : each)) });
    },
    dropPlan(id) {
      const { plans } = drafts.yearOf(app.draft);
      changeYear({ plans: plans.filter((each) => each.id !== id) });
      focusOn("ways-title");
    },
    async copy(text, said) {
      app.notice = (await device.copy(text)) ? { text: said } : { text: t("copyFailed"), uncopied: text };
      page.draw();
    },
    async loadEncoder() {
      try {
        app.encode ??= await loadEncoder();
      } catch {
        app.notice = { text: t("codeFailed") };
      }
      page.draw();
    },
    exportFile() {
      const years = filledYears(app.draft);
      const named = years.length > 1 ? `${years[0]}-${years[years.length - 1]}` : (years[0] ?? app.draft.year);
      device.download(JSON.stringify(fileOf(app.draft, app.catalogue), null, 1), t("fileName", named));
    },
    async importFile(file) {
      try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()); // other encodings are not guessed
        const before = app.draft;
        const { draft, years, unknown, rules, left, differing } = fromFile(text, before, app.catalogue);
        const notTaken = unknown.length > 0 && t("importedNot", unknown.join(t("comma")), app.catalogue.years.min);
        if (years.length === 0) throw new RangeError(String(notTaken));
        app.offer = null;
        const said = joined(t("imported", years.join(t("comma"))), notTaken, rulesNote(app.catalogue, rules), leftNote(left), readingsNote(app.catalogue, differing));
        replace(page, draft, { text: said, undo: () => replace(page, before) });
      } catch (error) {
        app.notice = { text: error instanceof RangeError ? error.message : t("importFailed", file.name) };
        page.draw();
      }
      toTop();
    },
    clear() {
      const before = app.draft;
      drafts.forget();
      replace(page, drafts.emptyDraft(before.year), { text: t("cleared"), undo: () => replace(page, before) });
      toTop();
    },
    offered(accept) {
      const { offer } = app;
      app.offer = null;
      if (!accept) drafts.forget();
      if (accept && offer) change(page, offer.draft);
      else change(page, app.draft, offer && { text: t("cleared"), undo: () => replace(page, offer.draft) });
      focusOn("page-title");
    },
    borrowed(keepIt) {
      const before = drafts.kept(app.catalogue)?.draft ?? drafts.emptyDraft(drafts.thisYear());
      const { year, readings } = app.draft;
      app.borrowed = false;
      history.replaceState(history.state, "", location.pathname);
      if (keepIt) {
        const { draft, differing } = withOthers({ ...before, year }, { [year]: drafts.yearOf(app.draft) }, readings, app.catalogue);
        replace(page, draft, { text: joined(t("keptYear", year), readingsNote(app.catalogue, differing)), undo: () => replace(page, before) });
      } else replace(page, before);
      focusOn("page-title");
    },
    dismiss() {
      app.notice = null;
      page.draw();
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
      page.announce(""); // what was said last may be in the other language
      if (app.view.name === "form") page.preview();
      else page.assess(); // titles that nobody typed are in the page's language
    },
  };
}
