/** The evidence of a declaration, shown in the page: a file is fetched by its short-lived link and kept in memory only. */

import { h } from "../assets/dom.js";
import { sizeText } from "../assets/format.js";
import { config } from "../assets/registry/config.js";
import { get } from "../assets/registry/api.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */
/** @typedef {import("./types.js").Case} Case */

/** What is shown of it: which file, its address in memory once it is there. @typedef {{at: number, url: string, failed: boolean}} Shown */

const SUFFIX = /** @type {Record<string, string>} */ ({ "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png" });

/** The files that can be shown, each with what it proves: those of the declaration, then those of the ones before it. @param {Case} given */
function filesOf(given) {
  return [given, ...given.earlier].flatMap(({ evidence: files, claim: { activities } }) => files.map((file) =>
    ({ file, title: activities.find(({ id }) => id === file.activity)?.title ?? file.activity })));
}

/** The viewer that somebody went to, by pointer or by Tab. @type {Element | null} */
let chosen = null;
let tabbing = false;

/** Takes the focus back from a viewer that took it by itself, as one does over a broken file: the page's keys go on working. */
function keepFocus() {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLIFrameElement)) return;
  if (tabbing) chosen = activeElement;
  if (activeElement !== chosen) document.getElementById("page-title")?.focus({ preventScroll: true });
}

window.addEventListener("blur", () => setTimeout(keepFocus)); // once the focus is where it goes
window.addEventListener("keydown", ({ key }) => {
  tabbing = key === "Tab";
});

/** Shows a file. @param {App} app @param {Tools} tools @param {number} at */
export async function show(app, tools, at) {
  const { case: given } = app.data;
  const file = filesOf(given)[at]?.file;
  forget(app);
  if (!file) return;
  /** @type {Shown} */
  const shown = { at, url: "", failed: false };
  app.data.shown = shown;
  tools.draw();
  try {
    const { url } = await get(`/api/verifier/cases/${given.person}/${given.year}/evidence/${file.id}`);
    const response = await fetch(new URL(url, (await config()).api)); // signed itself: no token goes with it
    if (!response.ok) throw new Error(String(response.status));
    const content = new Blob([await response.arrayBuffer()], { type: file.media_type }); // one of three types, never a page
    if (app.data.shown === shown) shown.url = URL.createObjectURL(content);
  } catch {
    shown.failed = true;
  }
  tools.draw();
}

/** Lets go of the file that is shown. @param {App} app */
export function forget(app) {
  if (app.data?.shown?.url) URL.revokeObjectURL(app.data.shown.url);
  if (app.data) app.data.shown = null;
}

/** @param {App} app @param {Tools} tools */
export function evidence(app, tools) {
  const given = /** @type {Case} */ (app.data.case);
  const shown = /** @type {Shown | null} */ (app.data.shown);
  const files = given.evidence;
  const seen = shown && filesOf(given)[shown.at];
  return h("section", { class: "evidence", key: "evidence", "aria-labelledby": "evidence-title" },
    h("h2", { id: "evidence-title" }, t("evidence")),
    files.length === 0 && h("p", null, t("noEvidence")),
    h("ul", { class: "files" }, files.map((file, at) => h("li", { key: file.id },
      fileButton(app, tools, file, at, at),
      (file.also_used_by ?? 0) > 0 && h("p", { class: "small flag" }, t("alsoUsed", file.also_used_by)),
      (file.also_used_in ?? []).length > 0 && h("p", { class: "small flag" }, t("alsoUsedIn", (file.also_used_in ?? []).join(", ")))))),
    seen && viewer(app, tools, seen.file, shown, seen.title));
}

/** The button that shows a file. @param {App} app @param {Tools} tools @param {import("./types.js").File} file @param {number} at among all @param {number} nth of its declaration */
export function fileButton(app, tools, file, at, nth) {
  return h("button", { type: "button", "aria-pressed": String(app.data.shown?.at === at), "aria-keyshortcuts": app.keys && at === nth ? "e" : undefined, onclick: () => show(app, tools, at) },
    t("fileOf", nth + 1), h("span", { class: "small" }, ` ${SUFFIX[file.media_type].toUpperCase()} ${sizeText(file.size)}`));
}

/** @param {App} app @param {Tools} tools @param {import("./types.js").File} file @param {Shown} shown @param {string} title */
function viewer(app, tools, file, shown, title) {
  const name = t("fileName", shown.at + 1);
  return h("div", { class: "viewer", key: file.id },
    h("p", { class: "small" }, t("fileFor"), h("span", { lang: "zh-CN" }, title)),
    h("div", { class: "stage" }, // as large before the file is there: nothing moves under a hand
      shown.failed && h("p", { class: "error" }, t("noFile"), " ", h("button", { type: "button", onclick: () => show(app, tools, shown.at) }, t("showFile"))),
      !shown.failed && shown.url === "" && h("p", null, t("loading")),
      shown.url !== "" && (file.media_type === "application/pdf"
        ? h("iframe", { key: shown.url, src: `${shown.url}#navpanes=0&view=FitH`, title: name, onpointerenter: (/** @type {Event} */ event) => {
          chosen = /** @type {Element} */ (event.currentTarget);
        } })
        : h("img", { key: shown.url, src: shown.url, alt: name }))),
    h("p", { class: "actions" }, shown.url !== "" && [
      h("a", { href: shown.url, target: "_blank", rel: "noopener", key: "open" }, t("openFile")),
      h("a", { href: shown.url, download: `${file.id.slice(0, 8)}.${SUFFIX[file.media_type]}`, key: "save" }, t("saveFile"))]));
}
