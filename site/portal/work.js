/** Where one works: an employer of a region, who has to accept it, or self-employed in a county. */

import { h } from "../assets/dom.js";
import { get, send } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { dateFrom, drawn } from "../calculator/form.js";
import { employmentText } from "./home.js";
import { back, mistake, mistakeAt, theirs, wrong } from "./parts.js";
import { fieldOf, t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Region} Region */

const TRANSFER = "transferred_in";
const TARGETS = /** @type {Record<string, string>} */ ({ way: "way-employer", region: "f-region", employer: "employers", [TRANSFER]: `f-${TRANSFER}-m` });

/** @param {Page} page */
export function workPage(page) {
  const { app } = page;
  const { typed, me } = app;
  const alone = typed.way === "alone";
  const leaving = me?.employment?.accepted && (typed.way !== "employer" || (typed.employer ?? "") !== "" && typed.employer !== me.employment.employer);
  /** @param {string} name @param {string | boolean} value */
  const change = (name, value) => {
    app.typed = { ...app.typed, [name]: value, ...(name === "way" && { region: "", employer: "" }) };
    app.mistakes = [];
    page.keep();
    page.draw();
  };
  return [
    back(page, "#/"),
    h("form", { key: "work", novalidate: true, onsubmit: (/** @type {Event} */ event) => submit(page, event) },
      wrong(page, (path) => TARGETS[path], () => submit(page)),
      h("h1", { id: "page-title", tabindex: "-1" }, t("workTitle")),
      h("p", { class: "lead" }, t("workLead")),
      me?.employment && h("div", { class: "panel" }, h("p", { class: "small" }, t("workNow")), h("p", null, employmentText(me.employment))),
      h("fieldset", { class: mistakeAt(page, "way") ? "field wrong" : "field", key: "way" }, h("legend", null, t("workWay")), own(page, "way"),
        h("div", { class: "choices" }, /** @type {const} */ (["employer", "alone"]).map((way) => h("div", { class: "choice", key: way },
          h("input", { type: "radio", id: `way-${way}`, name: "way", checked: typed.way === way, onchange: () => change("way", way) }),
          h("label", { for: `way-${way}` }, t(way === "alone" ? "workAlone" : "workEmployed")))))),
      typed.way && regionField(page, alone, (code) => {
        change("region", code);
        if (!alone) page.run(() => employersOf(page, code));
      }),
      typed.way === "employer" && app.employers && app.employers.region === typed.region && employerField(page, change),
      leaving && h("p", { key: "leaving", class: "panel care", role: "status" }, t(alone ? "workLeaves" : "workLeavesFor")),
      typed.way && h("div", { key: "transfer", class: "transfer" },
        drawn(fieldOf("transferred", "workTransferred", { type: "boolean" }), typed, undefined, change),
        typed.transferred === true && drawn(fieldOf(TRANSFER, "workTransferDay", { type: "date" }), typed, mistakeAt(page, TRANSFER), change)),
      h("div", { class: "actions" }, h("button", { type: "submit", class: "primary", disabled: app.busy }, t("workSend")))),
  ];
}

/** @param {Page} page @param {string} path */
function own(page, path) {
  const found = mistakeAt(page, path);
  return found && h("p", { class: "error" }, say(found, "message"));
}

/**
 * The regions beneath the ones they belong to. Whoever is self-employed belongs to one that has none beneath it.
 * @param {Page} page @param {boolean} alone @param {(code: string) => void} chosen
 */
function regionField(page, alone, chosen) {
  const { regions, typed } = page.app;
  const heads = regions.filter(({ code }) => regions.some(({ above }) => above === code));
  const leaf = (/** @type {Region} */ { code }) => !heads.some((head) => head.code === code);
  return h("div", { class: mistakeAt(page, "region") ? "field wrong" : "field", key: "region" },
    h("label", { for: "f-region" }, t(alone ? "workCounty" : "workRegion")), own(page, "region"),
    h("p", { class: "hint", id: "f-region-hint" }, t(alone ? "workCountyHint" : "workRegionHint")),
    h("select", { id: "f-region", lang: "zh-CN", value: String(typed.region ?? ""), "aria-describedby": "f-region-hint",
      onchange: (/** @type {Event} */ event) => chosen(/** @type {HTMLSelectElement} */ (event.target).value) },
      h("option", { value: "", key: "none" }, ""),
      heads.map((head) => h("optgroup", { label: head.name, key: head.code },
        !alone && h("option", { value: head.code, key: head.code }, head.name),
        regions.filter((each) => each.above === head.code && leaf(each)).map(({ code, name }) => h("option", { value: code, key: code }, name))))));
}

/** @param {Page} page @param {(name: string, value: string) => void} change */
function employerField(page, change) {
  const { employers, typed } = page.app;
  const rows = employers?.rows ?? [];
  if (rows.length === 0) return h("p", { key: "no-employers", class: "panel care", id: "employers", tabindex: "-1" }, t("workNone"));
  return h("fieldset", { class: mistakeAt(page, "employer") ? "field wrong" : "field", key: "employers", id: "employers", tabindex: "-1" },
    h("legend", null, t("workWhich")), own(page, "employer"),
    h("div", { class: "choices" }, rows.map((row) => h("div", { class: "choice", key: row.employer },
      h("input", { type: "radio", id: `e-${row.employer}`, name: "employer", checked: typed.employer === row.employer, "aria-describedby": `e-${row.employer}-code`,
        onchange: () => change("employer", row.employer) }),
      h("label", { for: `e-${row.employer}` }, theirs(row.name)),
      h("p", { class: "hint", id: `e-${row.employer}-code` }, row.code, row.confirmed ? "" : t("workUnconfirmed"))))),
    employers?.next && h("button", { type: "button", onclick: () => page.run(() => employersOf(page, employers.region, employers)) }, t("more")));
}

/** Begins with what is recorded, so that one thing is changed without saying the rest again. @param {Page} page */
export function recordedWork({ app }) {
  const recorded = app.me?.employment;
  if (!recorded || app.typed.way !== undefined) return;
  const { employer, region, transferred_in } = recorded;
  const [y = "", m = "", d = ""] = (transferred_in ?? "").split("-");
  app.typed = { ...app.typed, way: employer ? "employer" : "alone", region: region ?? "", employer: employer ?? "", transferred: transferred_in !== null,
    ...(transferred_in && { [`${TRANSFER}.y`]: y, [`${TRANSFER}.m`]: String(Number(m)), [`${TRANSFER}.d`]: String(Number(d)) }) };
}

/** The region's employers, page by page as far as the one that is chosen. @param {Page} page @param {string} region @param {import("./types.js").App["employers"]} [before] the pages read so far */
export async function employersOf(page, region, before = null) {
  if (region === "") return;
  const after = before?.next ? `&after=${encodeURIComponent(before.next)}` : "";
  const found = await get(`/api/applicant/employers?region=${region}${after}`);
  const { me, typed } = page.app;
  const employers = { region, rows: [...(before?.rows ?? []), ...found.rows], next: found.next };
  page.app.employers = employers;
  const recorded = me?.employment?.region === region && typed.employer === me.employment.employer;
  if (recorded && employers.next && !employers.rows.some(({ employer }) => employer === typed.employer)) await employersOf(page, region, employers);
}

/** @param {Page} page @param {Event} [event] */
function submit(page, event) {
  event?.preventDefault();
  const { app } = page;
  const { way, region, employer, transferred } = app.typed;
  const day = transferred === true ? dateFrom(app.typed, TRANSFER) ?? "" : null;
  const listed = app.employers?.region === region && app.employers?.rows.some((row) => row.employer === employer);
  const missing = [
    !way && mistake("way", "workWayMissing"),
    way && !region && mistake("region", "workRegionMissing"),
    way === "employer" && region && !listed && mistake("employer", "workEmployerMissing"),
    day === "" && mistake(TRANSFER, "workDayMissing"),
  ].filter((each) => typeof each === "object");
  if (missing.length > 0) return page.refuse(missing);
  return page.run(async () => {
    const place = way === "alone" ? { region } : { employer };
    const { accepted } = await send("PUT", "/api/applicant/me/employment", { ...place, ...(day && { transferred_in: day }) });
    app.typed = {};
    app.me = null;
    page.keep();
    page.go("#/", { notice: t(way === "alone" || accepted ? "workSaved" : "workSavedWait") });
  });
}
