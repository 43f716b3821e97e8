/** The year's page: what a person did, each with its hours and the sentence of the law behind them. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { errorSummary, lawLink, problemText } from "../assets/parts.js";
import { isEmpty, titled, yearOf } from "./draft.js";
import { english, say, t } from "./strings.js";
import { result } from "./result.js";
import { fileInput } from "./keeping.js";
import { record } from "./record.js";
import { tables } from "./tables.js";
import { inChooser, overviewPanel, years } from "./years.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Acts} Acts */

/** @param {App} app @param {Acts} act */
export function yearPage(app, act) {
  const { done, plans } = yearOf(app.draft);
  const started = done.length + plans.length > 0;
  return [
    notices(app, act),
    h("header", { class: "top", key: "top" },
      h("h1", { id: "page-title", tabindex: "-1" }, t("title")),
      !started && h("p", { class: "lead" }, t("lead"))),
    app.offer ? offer(app.offer, act) : [
      !started && scope(app, true),
      years(app, act),
      overviewPanel(app, act),
      started ? list(app, act) : h("section", { key: "pick", "aria-labelledby": "pick-title" },
        h("h2", { id: "pick-title" }, t("whatDidYouDo", app.draft.year)), cards(app, act, "h3")),
      app.engine === "failed" && tables(app.catalogue),
      started && app.answer && result(app, app.answer, act),
      started && scope(app, false),
      !started && isEmpty(app.draft) && bringIn(act),
      h("p", { class: "estimate", key: "estimate" }, t("estimate", app.catalogue.rules_version)),
      started && record(app),
    ],
  ];
}

/** @param {App} app @param {Acts} act */
export function pickPage(app, act) {
  return [
    h("button", { type: "button", class: "back", onclick: act.back }, t("back")),
    h("h1", { id: "page-title", tabindex: "-1" }, t("whatDidYouDo", app.draft.year)),
    cards(app, act, "h2"),
  ];
}

/** The twelve items, in the groups that the law makes of them. @param {Pick<App, "catalogue">} app @param {Pick<Acts, "openForm">} act @param {"h2" | "h3"} heading */
export function cards({ catalogue }, act, heading) {
  const groups = [
    { title: t("adds"), items: catalogue.items.filter(({ adds }) => adds) },
    { title: t("oneOfThese"), items: catalogue.items.filter(({ adds }) => !adds) },
  ].filter(({ items }) => items.length > 0);
  return groups.map(({ title, items }) => h("section", { class: "group", key: title },
    h(heading, { class: "group-title" }, title),
    h("ul", { class: "cards" }, items.map((item) => h("li", { key: item.item },
      h("button", { type: "button", class: "card", onclick: () => act.openForm(item.kinds[0]) },
        h("span", { class: "numeral", "aria-hidden": "true" }, item.item),
        h("span", { class: "name" }, say(item, "label")),
        h("span", { class: "gives" }, say(item, "gives"))))))));
}

/** @param {App} app @param {Acts} act */
function notices(app, act) {
  return [
    app.engine === "failed" && h("div", { key: "failed", class: "notice strong", role: "alert" },
      h("h2", null, t("failedTitle")), h("p", null, t("failedText")),
      h("div", { class: "actions" },
        !app.offer && h("button", { type: "button", class: "primary", onclick: () => act.goTo("tables-title") }, t("toTables")),
        h("button", { type: "button", class: "quiet", onclick: () => location.reload() }, t("tryAgain")))),
    app.update && h("div", { key: "update", class: "notice slim" },
      h("p", null, t("updateReady")), h("button", { type: "button", onclick: app.update }, t("updateOpen"))),
    app.borrowed && h("div", { key: "borrowed", class: "notice" },
      h("p", null, t("borrowed", app.draft.year)),
      h("div", { class: "actions" },
        h("button", { type: "button", class: "primary", onclick: () => act.borrowed(true) }, t("keepIt")),
        h("button", { type: "button", class: "quiet", onclick: () => act.borrowed(false) }, t("leaveIt")))),
    app.notice && h("div", { key: "notice", class: "toast", role: "status" },
      h("p", null, app.notice.text),
      app.notice.uncopied && h("textarea", { class: "asked", readonly: true, rows: 4, "aria-label": t("uncopied"), value: app.notice.uncopied, spellcheck: "false" }),
      app.notice.undo && h("button", { type: "button", onclick: app.notice.undo }, t("undo")),
      h("button", { type: "button", onclick: act.dismiss }, t("close"))),
    app.problems.length > 0 && errorSummary(app.problems.map((problem) => {
      const index = Number(/^activities\[(\d+)\]/.exec(problem.path)?.[1] ?? NaN);
      const entry = titled(yearOf(app.draft).done, app.catalogue.kinds)[index];
      if (!entry) return { text: problemText(problem), target: "page-title" };
      const known = app.catalogue.kinds.some(({ kind }) => kind === entry.kind);
      return known
        ? { text: t("problemIn", entry.title, problemText(problem)), go: () => act.openForm(entry.kind, index) }
        : { text: t("unknownKind", entry.title), target: `remove-${entry.id}` };
    })),
  ];
}

/** @param {NonNullable<App["offer"]>} offer @param {Acts} act */
function offer({ draft, saved }, act) {
  const counts = Object.entries(draft.years).map(([year, { done, plans }]) => t("offerYear", year, done.length + plans.length));
  return h("section", { key: "offer", class: "notice offer", "aria-labelledby": "offer-title" },
    h("h2", { id: "offer-title" }, t("offerTitle")),
    h("p", null, t("offerText", dayText(saved), counts.join(t("comma")))),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "primary", onclick: () => act.offered(true) }, t("goOn")),
      h("button", { type: "button", class: "quiet", onclick: () => act.offered(false) }, t("startAnew"))));
}

/** Whom the regulation covers (Art. 2), and whom other rules (Art. 4). @param {App} app @param {boolean} open */
function scope({ catalogue }, open) {
  const body = h("ul", { class: "scope" }, catalogue.scope.map((part) => h("li", { key: part.anchor }, say(part, "text"), " ", lawLink(part))));
  return open
    ? h("section", { key: "scope", class: "panel", "aria-labelledby": "scope-title" }, h("h2", { id: "scope-title" }, t("scope")), body)
    : h("details", { key: "scope-closed", class: "panel" }, h("summary", null, t("scope")), body);
}

/** @param {App} app @param {Acts} act */
function list(app, act) {
  const done = titled(yearOf(app.draft).done, app.catalogue.kinds);
  return h("section", { key: "list", class: "list", "aria-labelledby": "list-title" },
    h("h2", { id: "list-title", tabindex: "-1" }, t("list", app.draft.year, done.length)),
    h("ul", { class: "entries" }, done.map((entry, index) => item(app, entry, index, act))),
    h("button", { type: "button", class: "primary add", onclick: act.pick }, t("add")));
}

/** @param {App} app @param {import("./types.js").Entry} entry @param {number} index @param {Acts} act */
function item(app, entry, index, act) {
  const kind = app.catalogue.kinds.find((each) => each.kind === entry.kind);
  const judged = app.answer?.activities.find(({ id }) => id === entry.id);
  /** @param {import("./types.js").SameWork} work */
  const isOf = ({ places }) => places.some(({ year, activities }) => year === app.draft.year && activities.includes(entry.id));
  const repeated = app.across.sameWork.find(isOf);
  const alike = app.across.likeTitles.find(isOf);
  const elsewhere = app.across.otherYears.find(({ year, activity }) => year === app.draft.year && activity === entry.id);
  const added = elsewhere?.years.filter((year) => inChooser(app).includes(year)) ?? [];
  return h("li", { key: entry.id, class: judged && !judged.counts ? "entry idle" : "entry" },
    h("div", { class: "what" },
      h("h3", null, entry.title),
      kind && h("ul", { class: "facts small" }, facts(kind, entry).map((fact) => h("li", { key: fact }, fact)))),
    h("p", { class: "worth-of" },
      h("strong", { class: "number" }, judged ? judged.hours : "–"), h("span", { class: "unit-of" }, t("hours")),
      judged && h("span", { class: judged.counts ? "tag counts" : "tag" }, t(judged.counts ? "counts" : "countsNot"))),
    repeated && h("p", { class: "warn" }, say(repeated, "message")),
    alike && h("div", { class: "warn" }, h("p", null, say(alike, "message")),
      h("button", { type: "button", onclick: () => act.oneWork(alike) }, t("oneWork"))),
    elsewhere && added.length > 0 && h("div", { class: "warn" }, h("p", null, say(elsewhere, "message")),
      h("button", { type: "button", onclick: () => act.alsoIn(index, added) }, t("alsoIn", added.join(t("comma"))))),
    h("div", { class: "more" },
      h("div", { class: "acts" },
        kind && h("button", { type: "button", id: `change-${entry.id}`, onclick: () => act.openForm(entry.kind, index) },
          t("change"), h("span", { class: "unseen" }, ` ${entry.title}`)),
        h("button", { type: "button", id: `remove-${entry.id}`, onclick: () => act.remove(index) }, t("remove"), h("span", { class: "unseen" }, ` ${entry.title}`))),
      judged && kind && h("details", { class: "why" },
        h("summary", null, t(judged.counts ? "why" : "whyNot"), h("span", { class: "unseen" }, ` ${entry.title}`)),
        h("p", null, say(judged, "why")),
        h("blockquote", { class: "law", lang: "zh-CN" }, judged.quote),
        h("p", { class: "small source" }, lawLink(kind)))));
}

/** An entry's facts in words, in the catalogue's order. @param {import("./types.js").Kind} kind @param {import("./types.js").Entry} entry @returns {string[]} */
export function facts(kind, entry) {
  const own = kind.fields.map((field) => {
    const fact = entry[field.name];
    if (fact === undefined || fact === false) return "";
    if (field.type === "choice") return say(field.choices?.find(({ value }) => value === fact) ?? {}, "label") || String(fact);
    if (field.type === "boolean") return say(field, "label");
    return `${say(field, "label")} ${field.type === "date" ? dayText(String(fact)) : fact}${unit(field)}`;
  });
  const name = say(kind, "label");
  return [entry.title.startsWith(name) ? "" : name, ...own, entry.date ? dayText(entry.date) : ""].filter((text) => text !== "");
}

/** @param {import("./types.js").Field} field */
function unit(field) {
  const word = say(field, "unit");
  return english() && word ? ` ${word}` : word;
}

/** @param {Acts} act */
function bringIn(act) {
  return h("p", { key: "bring", class: "bring" }, t("bringBefore"), fileInput(act, t("import")));
}


