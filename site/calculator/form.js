/** One activity on one small page: the fields that the catalogue declares, what it needs, and what it would give. */

import { h } from "../assets/dom.js";
import { errorSummary, lawLink, problemText } from "../assets/parts.js";
import { say, t } from "./strings.js";

/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Field} Field */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {Record<string, string | boolean>} Values what stands in the inputs; a date's parts are `date.y`, `.m`, `.d` */

const PARTS = /** @type {const} */ (["y", "m", "d"]);

/** Digits, letters and signs typed on a Chinese keyboard in full width, as the narrow ones they mean. @param {string} text */
export function narrow(text) {
  return text.replace(/[\uFF0B-\uFF0F\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  ).replace(/[\u3000\u00a0]/g, " ").replace(/。(?=\d)/g, ".").trim();
}

/** @param {string} text @returns {number | string | undefined} blank: undefined; a number where it is one; else the text, for Python to refuse */
export function numberFrom(text) {
  const plain = narrow(text);
  if (plain === "") return undefined;
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : plain;
}

/** Every field of a kind's form, in its order: the kind's own, then the date and the title. @param {Kind} kind @param {Field[]} common */
function fieldsOf(kind, common) {
  const own = kind.fields;
  const date = common.filter(({ name }) => name === "date").map((field) => ({
    ...field, label: kind.date_label, label_en: kind.date_label_en, required: kind.date_required,
  }));
  const title = common.filter(({ name }) => name === "title").map((field) => ({
    ...field, required: false, hint: kind.title_hint, hint_en: kind.title_hint_en,
  }));
  return [...own, ...date, ...title];
}

/** @param {Kind} kind @param {Field[]} common @param {number} year @param {Entry} [entry] @returns {Values} */
export function valuesOf(kind, common, year, entry) {
  /** @type {Values} */
  const values = {};
  for (const { name, type } of fieldsOf(kind, common)) {
    const fact = entry?.[name];
    if (type === "boolean") values[name] = fact === true;
    else if (type === "date") {
      const parts = typeof fact === "string" ? fact.split("-") : [String(year), "", ""];
      PARTS.forEach((part, index) => {
        values[`${name}.${part}`] = (parts[index] ?? "").replace(/^0(?=\d)/, "");
      });
    } else values[name] = fact === undefined ? "" : String(fact);
  }
  return values;
}

/** The day that a date's parts spell, or none. @param {Values} values @param {string} name @returns {string | undefined} */
export function dateFrom(values, name) {
  const [year, month, day] = PARTS.map((part) => narrow(String(values[`${name}.${part}`] ?? "")));
  if (month === "" && day === "") return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/**
 * The facts as the request has them; what is blank is left out.
 * @param {Kind} kind @param {Field[]} common @param {Values} values
 * @returns {Record<string, unknown>}
 */
export function factsOf(kind, common, values) {
  /** @type {Record<string, unknown>} */
  const facts = {};
  for (const { name, type } of fieldsOf(kind, common)) {
    const raw = values[name];
    let fact;
    if (type === "boolean") fact = raw === true ? true : undefined;
    else if (type === "date") fact = dateFrom(values, name);
    else if (type === "integer" || type === "hours") fact = numberFrom(String(raw ?? ""));
    else if (type === "text") fact = String(raw ?? "").trim() || undefined; // a title keeps its own signs
    else fact = String(raw ?? "") || undefined;
    if (fact !== undefined) facts[name] = fact;
  }
  return facts;
}

/**
 * @param {Pick<import("./types.js").App, "catalogue" | "draft" | "engine">} app
 * @param {Extract<import("./types.js").View, {name: "form"}>} view
 * @param {Pick<import("./types.js").Acts, "back" | "openForm" | "typed" | "save"> & {cancel?: () => void}} act
 */
export function formPage(app, view, act) {
  const { catalogue } = app;
  const kind = /** @type {Kind} */ (catalogue.kinds.find((each) => each.kind === view.kind));
  const item = catalogue.items.find((each) => each.item === kind.item);
  const siblings = catalogue.kinds.filter((each) => each.item === kind.item);
  const fields = fieldsOf(kind, catalogue.common);
  const order = fields.map(({ name }) => name);
  const own = view.problems
    .map((problem) => ({ problem, name: problem.path.split(".")[1] ?? "" }))
    .sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name)); // as they stand on the page
  /** @param {string} name */
  const problemOf = (name) => own.find((each) => each.name === name)?.problem;
  /** @param {string} name */
  const target = (name) => {
    const field = fields.find((each) => each.name === name);
    return field ? inputId(field) : "page-title";
  };
  return [
    h("button", { type: "button", class: "back", onclick: act.back }, t("back")),
    h("form", { novalidate: true, autocomplete: "off", onsubmit: act.save, key: `form-${view.kind}` },
      own.length > 0 && errorSummary(own.map(({ problem, name }) => ({ text: problemText(problem), target: target(name) }))),
      h("p", { class: "kicker" }, item && say(item, "label")),
      h("h1", { id: "page-title", tabindex: "-1" }, view.index === null ? say(kind, "label") : t("changeOf", say(kind, "label"))),
      h("p", { class: "lead" }, say(kind, "summary"), " ", lawLink(kind)),
      siblings.length > 1 && view.index === null && h("div", { class: "segments", role: "group", "aria-label": t("whichKind") },
        siblings.map((each) => h("button", {
          type: "button", "aria-pressed": String(each.kind === kind.kind), onclick: () => act.openForm(each.kind),
        }, say(each, "label")))),
      fields.map((field) => drawn(field, view.values, problemOf(field.name), act.typed, field.name === "work" ? worksOf(app, kind) : [])),
      needs(kind),
      worth(app, view),
      h("div", { class: "actions" },
        h("button", { type: "submit", class: "primary" }, view.index === null ? t("addThis") : t("saveChange")),
        h("button", { type: "button", class: "quiet", onclick: act.cancel ?? act.back }, t("cancel"))),
    ),
  ];
}

/** What the entry would give, while it is being typed. @param {Pick<import("./types.js").App, "engine">} app @param {Extract<import("./types.js").View, {name: "form"}>} view */
function worth(app, view) {
  const preview = view.preview;
  const waiting = app.engine === "ready" ? t("worthLater") : t("worthLoading");
  return h("output", { class: preview ? "worth known" : "worth", for: "page-title" },
    preview
      ? [h("span", null, t("worthThis"), h("strong", { class: "number" }, preview.judged.hours), t("hours")),
         h("span", { class: "small" }, say(preview.judged, "why"))]
      : h("span", { class: "small" }, app.engine === "failed" ? t("worthNever") : waiting));
}

/** @param {Kind} kind */
function needs(kind) {
  return h("section", { class: "needs", "aria-labelledby": "needs-title" },
    h("h2", { id: "needs-title" }, t("needs")),
    h("ul", { class: "checks" },
      kind.evidence.map((each) => h("li", null, say(each, "text")))),
    h("details", null,
      h("summary", null, t("conditions")),
      h("ul", null, kind.conditions.map((each) => h("li", null, say(each, "text"), h("q", { class: "law", lang: "zh-CN" }, each.quote))))));
}

/** The id of a field's first input. @param {Pick<Field, "name" | "type">} field */
export function inputId(field) {
  return field.type === "date" ? `f-${field.name}-m` : `f-${field.name}`;
}

/**
 * One field with its label, hint, problem and inputs.
 * @param {Field} field @param {Values} values @param {Problem | undefined} problem
 * @param {(name: string, value: string | boolean) => void} typed @param {string[]} [proposals] for a text
 */
export function drawn(field, values, problem, typed, proposals = []) {
  const id = inputId(field);
  const hint = say(field, "hint");
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = problem ? `${id}-error` : undefined;
  const described = [hintId, errorId].filter(Boolean).join(" ") || undefined;
  const label = [say(field, "label"), !field.required && field.type !== "boolean" && h("span", { class: "optional" }, t("optional"))];
  const words = [
    hint && field.type !== "boolean" && h("p", { class: "hint", id: hintId }, hint),
    problem && h("p", { class: "error", id: errorId }, h("span", { class: "unseen" }, t("errorPrefix")), problemText(problem)),
  ];
  const frame = { class: problem ? "field wrong" : "field", key: field.name };
  const invalid = problem ? "true" : undefined;

  if (field.type === "choice") {
    const choices = field.required ? (field.choices ?? []) : [...(field.choices ?? []), { value: "", label: "", label_en: "", hint: "", hint_en: "" }];
    return h("fieldset", { ...frame, "aria-describedby": described }, h("legend", null, label), words,
      h("div", { class: choices.length > 3 && choices.every((choice) => !say(choice, "hint")) ? "choices two" : "choices" }, choices.map((choice, index) => {
        const own = index === 0 ? id : `${id}-${index}`;
        return h("div", { class: "choice", key: choice.value },
          h("input", {
            type: "radio", id: own, name: field.name, checked: values[field.name] === choice.value,
            "aria-describedby": say(choice, "hint") ? `${own}-hint` : undefined,
            onchange: () => typed(field.name, choice.value),
          }),
          h("label", { for: own }, choice.value === "" ? t("unsure") : say(choice, "label")),
          say(choice, "hint") && h("p", { class: "hint", id: `${own}-hint` }, say(choice, "hint")));
      })));
  }
  if (field.type === "boolean") {
    return h("div", frame, words,
      h("div", { class: "choice" },
        h("input", {
          type: "checkbox", id, checked: values[field.name] === true, "aria-describedby": described,
          onchange: (/** @type {Event} */ event) => typed(field.name, /** @type {HTMLInputElement} */ (event.target).checked),
        }),
        h("label", { for: id }, label),
        hint && h("p", { class: "hint", id: hintId }, hint)));
  }
  if (field.type === "date") {
    return h("fieldset", { ...frame, "aria-describedby": described }, h("legend", null, label), words,
      h("div", { class: "date" }, PARTS.map((part) => h("div", { class: "part" },
        h("input", {
          id: `f-${field.name}-${part}`, class: part === "y" ? "year" : "", inputmode: "numeric", size: part === "y" ? 4 : 2,
          value: values[`${field.name}.${part}`], "aria-invalid": invalid, "aria-describedby": errorId,
          oninput: input((text) => typed(`${field.name}.${part}`, text)),
        }),
        h("label", { for: `f-${field.name}-${part}` }, t(part === "y" ? "partYear" : part === "m" ? "partMonth" : "partDay"))))));
  }
  const numeric = field.type === "integer" || field.type === "hours";
  return h("div", frame, h("label", { for: id }, label), words,
    h("div", { class: "unit" },
      h("input", {
        id, class: numeric ? "figure" : "", value: values[field.name], "aria-invalid": invalid, "aria-describedby": described,
        autocomplete: field.autocomplete, inputmode: field.type === "integer" ? "numeric" : field.type === "hours" ? "decimal" : undefined,
        list: proposals.length > 0 ? `${id}-list` : undefined,
        oninput: input((text) => typed(field.name, text)),
      }),
      say(field, "unit") && h("span", { "aria-hidden": "true" }, say(field, "unit"))),
    proposals.length > 0 && h("datalist", { id: `${id}-list` }, proposals.map((work) => h("option", { value: work, key: work }))));
}

/** What other entries of the kind are called, to name the same work the same. @param {Pick<import("./types.js").App, "draft">} app @param {Kind} kind */
function worksOf(app, kind) {
  const entries = Object.values(app.draft.years).flatMap(({ done }) => done).filter((entry) => entry.kind === kind.kind);
  return [...new Set(entries.flatMap(({ work, title }) => [String(work ?? ""), title]))].filter((work) => work !== "");
}

/** @param {(text: string) => void} typed */
function input(typed) {
  return (/** @type {Event} */ event) => typed(/** @type {HTMLInputElement} */ (event.target).value);
}
