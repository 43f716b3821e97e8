/** What a person did in a year, before declaring it: the list, the choice of an item, the form of one. */

import { h } from "../assets/dom.js";
import { errorLinks } from "../assets/parts.js";
import { say } from "../assets/words.js";
import { yearOf } from "../calculator/draft.js";
import { formPage, narrow } from "../calculator/form.js";
import { elected } from "../calculator/result.js";
import { cards, facts } from "../calculator/year.js";
import { calculated, candidate, change, declarable, entriesOf } from "./claim.js";
import { calculatedYear, forgetWork } from "./keeping.js";
import { back, fileName, hours, steps, theirs, unseen, wrong } from "./parts.js";
import { assess, preview, problemsOf } from "./python.js";
import { t } from "./strings.js";
import { online } from "./year.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").OwnYear} OwnYear */
/** @typedef {import("./types.js").Work} Work */
/** @typedef {import("./types.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").Entry} Entry */

/** @param {Page} page @param {OwnYear} year @param {Work} work @param {Catalogue} catalogue */
export function activitiesPage(page, year, work, catalogue) {
  const { app } = page;
  const { answer } = app;
  const entries = entriesOf(work, catalogue);
  const ready = answer !== null && app.fresh && app.problems.length === 0;
  return [
    back(page, `#/${year.year}`),
    steps("activities"),
    wrong(page),
    app.problems.length > 0 && problems(page, entries),
    h("h1", { id: "page-title", tabindex: "-1" }, t("activitiesTitle", year.year)),
    h("p", { class: "lead" }, t("activitiesLead")),
    entries.length === 0 && bring(page, year),
    entries.length === 0
      ? h("section", { key: "pick", "aria-labelledby": "pick-title" }, h("h2", { id: "pick-title" }, t("pickTitle")), cardsOf(page, year.year, catalogue))
      : h("section", { key: "list", "aria-labelledby": "list-title" },
          h("h2", { id: "list-title", tabindex: "-1" }, t("listTitle", entries.length)),
          h("ul", { class: "entries" }, entries.map((entry, index) => item(page, year.year, catalogue, entry, index))),
          h("button", { type: "button", onclick: () => page.go(`#/${year.year}/pick`) }, t("addAnother"))),
    year.online.length > 0 && h("section", { key: "online", class: "panel", "aria-labelledby": "online-title" },
      h("h2", { id: "online-title" }, t("onlineTitle")), h("p", null, t("onlineText")), online(year)),
    app.engine === "failed" && h("div", { class: "panel stop", key: "engine", role: "alert" }, h("p", null, t("engineFailed")),
      h("button", { type: "button", onclick: () => location.reload() }, t("again"))),
    answer?.elected && elected({ draft: work.draft, splitProblem: app.splitProblem }, answer, { split: (general) => split(page, general) }),
    answer && h("p", { key: "sum", class: "sum-line" }, t("withClaim"), h("strong", null, hours(answer))),
    h("div", { class: "actions", key: "on" },
      h("button", { type: "button", class: entries.length > 0 ? "primary" : "", disabled: !ready, onclick: () => page.go(`#/${year.year}/${answer?.elected ? "evidence" : "check"}`) },
        t(answer && !answer.elected ? "goOnNone" : "goOn")),
      !ready && app.engine === "loading" && h("span", { class: "hint" }, t("engineLoading"))),
    h("details", { key: "kept", class: "hint" }, h("summary", null, t("keptTitle")), h("p", null, t("keptHere")),
      entries.length > 0 && h("button", { type: "button", class: "danger", onclick: () => clear(page, year.year) }, t("forget"))),
  ];
}

/** @param {Page} page @param {Entry[]} entries */
function problems({ app, go }, entries) {
  return h("div", { id: "errors", key: "problems", class: "errors", tabindex: "-1", role: "alert", "aria-labelledby": "errors-title" },
    h("h2", { id: "errors-title" }, t("problems")),
    errorLinks(app.problems.map((problem) => {
      const index = Number(/^activities\[(\d+)\]/.exec(problem.path)?.[1] ?? NaN);
      const entry = entries[index];
      const text = say(problem, "message");
      return { text: entry ? t("problemIn", entry.title, text) : text, go: entry && (() => go(`#/${app.route.year}/entry/${entry.kind}/${index}`)) };
    })));
}

/** The offer to take over what was declared before and refused, else what the calculator on this device holds. @param {Page} page @param {OwnYear} year */
function bring(page, year) {
  const { length } = calculated(page.app, year.year);
  const before = year.claim?.activities.length ?? 0;
  if (length + before === 0) return null;
  return h("section", { key: "bring", class: "panel act", "aria-labelledby": "bring-title" },
    h("h2", { id: "bring-title" }, before > 0 ? t("againTitle") : t("bringTitle", length)),
    h("p", null, t(before > 0 ? "againText" : "bringText")),
    h("button", { type: "button", class: "primary", onclick: () => (before > 0 ? bringAgain(page, year) : bringIn(page, year.year)) }, t("bring")));
}

/** Takes over a declaration that was refused, with its evidence. @param {Page} page @param {OwnYear} year */
function bringAgain(page, year) {
  const work = /** @type {Work} */ (page.app.work);
  change(work, { done: year.claim?.activities ?? [] });
  for (const { id, activity, media_type, size, sha256 } of year.evidence) {
    const before = work.files[activity] ?? [];
    work.files[activity] = [...before, { id, name: fileName(before.length, media_type), size, media_type, sha256 }];
  }
  changed(page, {});
}

/** Clears what is kept of the year on this device. @param {Page} page @param {number} year */
function clear(page, year) {
  const { app } = page;
  if (app.me) forgetWork(app.me.identity, year);
  Object.assign(app, { work: null, uploads: {} });
  page.go(`#/${year}`, { notice: t("forgotten") });
}

/** Takes over what the calculator on this device holds. @param {Page} page @param {number} year */
export function bringIn(page, year) {
  const entries = calculated(page.app, year);
  if (entries.length === 0) return;
  page.app.notice = t("brought", entries.length);
  const { split = null, splitOf } = calculatedYear(year) ?? {};
  changed(page, { done: entries, split, splitOf });
}

/** @param {Page} page @param {number} year @param {Catalogue} catalogue @param {Entry} entry @param {number} index */
function item(page, year, catalogue, entry, index) {
  const kind = catalogue.kinds.find((each) => each.kind === entry.kind);
  const judged = page.app.answer?.activities.find(({ id }) => id === entry.id);
  return h("li", { key: entry.id, class: judged && !judged.counts ? "entry idle" : "entry" },
    h("div", { class: "what" }, h("h3", null, theirs(entry.title)),
      kind && h("ul", { class: "facts small" }, facts(kind, { ...entry, title: "" }).map((fact) => h("li", { key: fact }, fact)))),
    h("p", { class: "worth-of" }, h("strong", { class: "number" }, judged?.hours ?? "–"), h("span", { class: "unit-of" }, t("hoursUnit")),
      judged && h("span", { class: judged.counts ? "tag counts" : "tag" }, t(judged.counts ? "isDeclared" : "notDeclared"))),
    h("div", { class: "more" },
      h("div", { class: "acts" },
        h("button", { type: "button", onclick: () => page.go(`#/${year}/entry/${entry.kind}/${index}`) }, t("change"), unseen(entry.title)),
        h("button", { type: "button", onclick: () => remove(page, index) }, t("remove"), unseen(entry.title))),
      judged && h("details", { class: "why" }, h("summary", null, t(judged.counts ? "why" : "whyNot"), unseen(entry.title)),
        h("p", null, say(judged, "why")), h("blockquote", { class: "law", lang: "zh-CN" }, judged.quote))));
}

/** The choice of an item, as a page of its own. @param {Page} page @param {number} year @param {Catalogue} catalogue */
export function pickPage(page, year, catalogue) {
  return [
    back(page, `#/${year}/activities`),
    h("h1", { id: "page-title", tabindex: "-1" }, t("activitiesTitle", year)),
    cardsOf(page, year, catalogue),
  ];
}

/** @param {Page} page @param {number} year @param {Catalogue} catalogue */
function cardsOf(page, year, catalogue) {
  return cards({ catalogue: declarable(catalogue) }, { openForm: (kind) => page.go(`#/${year}/entry/${kind}`) }, "h3");
}

/** One activity, in the calculator's own form. @param {Page} page @param {Work} work @param {Catalogue} catalogue */
export function entryPage(page, work, catalogue) {
  const { app, draw, go } = page;
  const { form, engine } = app;
  if (!form) return [];
  const { year } = work.draft;
  return formPage({ catalogue: declarable(catalogue), draft: work.draft, engine }, form, {
    back: () => go(`#/${year}/activities`),
    openForm: (kind) => go(`#/${year}/entry/${kind}`),
    typed(name, value) {
      form.values = { ...form.values, [name]: value };
      form.problems = form.problems.filter(({ path }) => path.split(".")[1] !== name.split(".")[0]); // it is being mended
      page.keep();
      draw();
      preview(page);
    },
    save(event) {
      event.preventDefault();
      page.run(() => save(page, work, catalogue));
    },
  });
}

/** @param {Page} page @param {Work} work @param {Catalogue} catalogue */
async function save(page, work, catalogue) {
  const form = /** @type {NonNullable<typeof page.app.form>} */ (page.app.form);
  const { entry, entries } = candidate(form, work, catalogue);
  form.problems = await problemsOf(page, entry, entries);
  page.draw();
  if (form.problems.length > 0) {
    document.getElementById("errors")?.focus();
    return;
  }
  page.app.form = null;
  changed(page, { done: entries });
  page.go(`#/${work.draft.year}/activities`, { focus: "list-title" });
}

/** @param {Page} page @param {Partial<import("../calculator/types.js").Year>} what */
function changed(page, what) {
  change(/** @type {Work} */ (page.app.work), what);
  page.app.fresh = false;
  page.keep();
  page.draw();
  assess(page);
}

/** @param {Page} page @param {number} index */
function remove(page, index) {
  const { done } = yearOf(/** @type {Work} */ (page.app.work).draft);
  changed(page, { done: done.filter((_, each) => each !== index) });
  document.getElementById(done.length > 1 ? "list-title" : "page-title")?.focus();
}

/** @param {Page} page @param {string | null} general */
function split(page, general) {
  const value = general === null ? null : Number(narrow(general));
  page.app.splitProblem = null;
  if (value === null || Number.isFinite(value)) return changed(page, { split: value, splitOf: undefined });
  page.app.splitProblem = t("splitNumber");
  page.draw();
}
