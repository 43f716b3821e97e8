/** Days, moments, sizes as people write them. Days and moments are Anhui's, wherever the browser is. */

import { english } from "./words.js";

/** A day as people write it. @param {string} day such as 2026-03-01 */
export function dayText(day) {
  return english() ? day : day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
}

/** The day and minute of a moment. @param {string} moment ISO 8601 with its offset */
export function momentText(moment) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(new Date(moment));
  /** @param {string} type */
  const part = (type) => parts.find((each) => each.type === type)?.value ?? "";
  return `${dayText(`${part("year")}-${part("month")}-${part("day")}`)} ${part("hour")}:${part("minute")}`;
}

/** The size of a file. @param {number} bytes */
export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${Number((bytes / 1024 / 1024).toFixed(1))} MB`;
}
