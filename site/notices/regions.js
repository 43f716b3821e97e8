/** Where: the province's bureau and its cities first, then the counties of a city. */

import { h } from "../assets/dom.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Region} Region */

/** The province, and what answers to it directly. @param {Region[]} regions */
function first(regions) {
  const top = regions.filter(({ above }) => above === "").map(({ code }) => code);
  return regions.filter(({ code, above }) => top.includes(code) || top.includes(above));
}

/** The region of the first step under which a code stands: itself, or its city. @param {Region[]} regions @param {string} code */
function firstOf(regions, code) {
  const held = first(regions);
  return held.find((region) => region.code === code) ?? held.find((region) => region.code === named(regions, code)?.above);
}

/** @param {Region[]} regions @param {string} code */
export function named(regions, code) {
  return regions.find((region) => region.code === code);
}

/** A place as people say it: a county with its city. @param {Region[]} regions @param {string} code */
export function placeName(regions, code) {
  const region = named(regions, code);
  const city = firstOf(regions, code);
  if (!region || !city) return "";
  return region === city ? region.name : `${city.name}${region.name}`;
}

/** @param {Region[]} regions @param {string} chosen */
export function regionChoice(regions, chosen) {
  const city = firstOf(regions, chosen);
  const counties = city?.above ? regions.filter(({ above }) => above === city.code) : [];
  return h("nav", { class: "places", key: "places", "aria-label": t("region") },
    step("city", first(regions).map((region) => link(region, region.above ? region.name : t("province"), region === city))),
    city && counties.length > 0 && step("county", [
      link(city, t("cityItself"), chosen === city.code),
      ...counties.map((region) => link(region, region.name, region.code === chosen)),
    ]));
}

/** @param {"city" | "county"} name @param {import("../assets/dom.js").VNode[]} links */
function step(name, links) {
  return h("div", { key: name, class: "step-of" },
    h("h2", { id: `${name}-title`, class: "small" }, t(name)),
    h("ul", { class: "chips", "aria-labelledby": `${name}-title` }, links));
}

/** @param {Region} region @param {string} text @param {boolean} current */
function link({ code, name }, text, current) {
  return h("li", { key: code }, h("a", { class: "chip", href: `#${code}`, lang: text === name ? "zh-CN" : undefined,
    "aria-current": current ? "true" : undefined }, text));
}

/** All regions as options of a choice, each by its code. @param {Region[]} regions @returns {[string, string][]} */
export function regionOptions(regions) {
  return regions.map(({ code }) => [code, placeName(regions, code)]);
}

/** The regions that answer to one. @param {Region[]} regions @param {string} code */
export function regionsUnder(regions, code) {
  return regions.filter(({ above }) => above === code);
}
