/** The choice of a year. */

import { h } from "../assets/dom.js";
import { t } from "./strings.js";

/** The year that it is in Anhui. */
export function thisYear() {
  return Number(new Intl.DateTimeFormat("en", { timeZone: "Asia/Shanghai", year: "numeric" }).format(new Date()));
}

/** @param {import("./types.js").App} app @param {number} chosen @param {(year: number) => void} choose */
export function yearField(app, chosen, choose) {
  const { min } = app.catalogue.years;
  const years = Array.from({ length: Math.max(thisYear(), chosen) + 2 - min }, (_, index) => min + index).reverse();
  return h("div", { class: "year-of", key: "year" },
    h("label", { for: "year" }, t("year")),
    h("select", { id: "year", value: String(chosen), onchange: (/** @type {Event} */ event) => choose(Number(/** @type {HTMLSelectElement} */ (event.target).value)) },
      years.map((year) => h("option", { value: String(year), key: year }, year))));
}
