/** The first page: who one is here, and one's years. Before signing in: what this is for. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { expired } from "../assets/registry/session.js";
import { say } from "../assets/words.js";
import { back, state, terms, theirs, wrong } from "./parts.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */

/** @param {Page} page */
export function landingPage(page) {
  return [
    wrong(page, undefined, page.enter),
    h("h1", { id: "page-title", tabindex: "-1" }, t("title")),
    h("p", { class: "lead" }, t(expired() ? "landingExpired" : "landingLead")),
    h("p", { key: "enter" }, h("button", { type: "button", class: "primary", onclick: page.enter }, t(expired() ? "enterAgain" : "enter"))),
    h("section", { "aria-labelledby": "way-title" },
      h("h2", { id: "way-title" }, t("wayTitle")),
      h("ol", { class: "way" }, /** @type {const} */ (["wayOne", "wayTwo", "wayThree", "wayFour"]).map((key) => h("li", { key }, t(key))))),
    h("p", { class: "small" }, t("firstEstimate"), h("a", { href: "../calculator/" }, t("toCalculator"))),
  ];
}

/** @param {Page} page */
export function homePage(page) {
  const { me, years } = page.app;
  return [
    wrong(page),
    h("h1", { id: "page-title", tabindex: "-1" }, t("title")),
    me?.person && whoami(page, me),
    years && h("section", { "aria-labelledby": "years-title" },
      h("h2", { id: "years-title" }, t("years")),
      h("ul", { class: "year-list" }, [...years.years].reverse().map((row) => h("li", { key: row.year }, yearCard(page, row))))),
    h("div", { class: "actions", key: "record" }, h("button", { type: "button", onclick: () => page.go("#/record") }, t("recordTitle"))),
  ];
}

/** @param {Page} page @param {import("./types.js").Me} me */
function whoami(page, me) {
  const { person, employment } = me;
  return h("section", { key: "who", class: "panel", "aria-labelledby": "who-title" },
    h("h2", { id: "who-title", class: "unseen" }, t("who")),
    terms([
      [t("name"), theirs(person?.name ?? "")],
      [t("idNumber"), h("span", { class: "number" }, person?.id_number)],
      [t("work"), employment ? employmentText(employment) : h("span", { class: "state care" }, t("workMissing"))],
    ]),
    h("div", { class: "actions" }, h("button", { type: "button", class: employment ? "" : "primary", onclick: () => page.go("#/work") }, t(employment ? "workChange" : "workGive"))));
}

/** Where one works and how far that is accepted. @param {import("./types.js").Employment} employment */
export function employmentText(employment) {
  const { employer, accepted, confirmed, released, transferred_in } = employment;
  return [
    h("span", { key: "place" }, theirs(employment.name), t("inBrackets", say(employment, "kind_label"))),
    transferred_in && h("span", { key: "transferred", class: "line small" }, t("transferredOn", dayText(transferred_in))),
    employer && h("span", { key: "accepted", class: "line" }, h("span", { class: accepted ? "state done" : "state care" }, t(accepted ? "accepted" : released ? "released" : "acceptedNot"))),
    employer && !accepted && h("span", { key: "wait", class: "line small" }, t(released ? "releasedNow" : "acceptedWait")),
    employer && !confirmed && !released && h("span", { key: "kind", class: "line small" }, t("kindOpen")),
  ];
}

/** @param {Page} page @param {import("./types.js").YearRow} row */
function yearCard(page, row) {
  const [last, today] = [row.notice?.last_day, page.app.years?.today ?? ""];
  return h("a", { class: "year-card", href: `#/${row.year}`, onclick: (/** @type {Event} */ event) => {
    event.preventDefault();
    page.go(`#/${row.year}`);
  } },
    h("span", { class: "year-number number" }, row.year),
    h("span", { class: "year-state" }, state(row),
      h("span", { class: "small" }, row.since ? t("since", dayText(row.since)) : "", last ? t(last < today ? "noticeRan" : "noticeTo", dayText(last)) : ""),
      h("span", { class: "small" }, t("next", say(row, "next_label")))));
}

/** What was asked for could not be read. @param {Page} page */
export function lostPage(page) {
  return [
    back(page, "#/"),
    wrong(page),
    h("h1", { id: "page-title", tabindex: "-1" }, t("title")),
  ];
}

export function loadingPage() {
  return [h("h1", { id: "page-title", tabindex: "-1" }, t("title")), h("p", { class: "hint", role: "status" }, t("loading"))];
}
