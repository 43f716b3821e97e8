/** Staff lists: a file comes in, Python reads and assesses it here, and everybody's result is shown. Nothing is kept or sent. */

import { h, patch } from "../assets/dom.js";
import { Engine, EngineError } from "../assets/engine.js";
import { footer, header } from "../assets/frame.js";
import { save } from "../assets/save.js";
import { update, watchForUpdates } from "../assets/updates.js";
import { failure, intake, refusal, working } from "./intake.js";
import { countsOf, overview, readings, summaryOf } from "./overview.js";
import { people, problems } from "./people.js";
import { figure, sample, t } from "./strings.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Column} Column */

const WORKER = new URL("../assets/python/staff.js", import.meta.url);
const MOST_MEGABYTES = 64;
const MODULE = "ahce_sheets.staff";
const TYPES = { ".csv": "text/csv", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

/** @type {App} */
const app = {
  engine: "loading", work: null, refused: null, list: null, problemPage: 0, pasted: "", readings: [], chosen: {},
  view: { year: null, filter: "all", query: "", sort: null, page: 0 },
};
let engine = start();
let turn = 0;
/** @type {(() => void) | null} */
let newer = null;

function start() {
  const made = new Engine({ worker: WORKER, onState: ({ name }) => {
    if (engine !== made && engine !== undefined) return; // it was cancelled
    app.engine = name;
    if (name === "failed") app.work = null;
    draw();
  } });
  return made;
}

/**
 * Assesses a file, or the last one again.
 * @param {string} name of a file, or the key of what else it is
 * @param {{name: string | null, bytes?: ArrayBuffer}} given `name` is null for a pasted table
 */
async function assess(name, given) {
  const mine = ++turn;
  app.work = { name, done: 0, rows: 0 };
  app.refused = null;
  draw();
  if (given.bytes) focus("working-title");
  try {
    const answer = JSON.parse(await engine.call(MODULE, "assess", JSON.stringify({ name: given.name, readings: app.chosen }), {
      bytes: given.bytes,
      onProgress: (text) => {
        if (mine !== turn || !app.work) return;
        Object.assign(app.work, JSON.parse(text));
        draw();
      },
    }));
    if (mine !== turn) return;
    app.work = null;
    if (answer.errors) refuse(name, answer.errors);
    else show(name, answer, given.bytes !== undefined);
  } catch (error) {
    if (mine !== turn || (error instanceof EngineError && error.reason === "closed")) return;
    app.work = null;
    if (app.engine === "failed") draw();
    else refuseHere(name, "broken");
  }
}

/** @param {string} name @param {{columns: string[], results: unknown[][]} & Omit<import("./types.js").StaffList, "people">} answer @param {boolean} anew */
function show(name, { columns, results, ...list }, anew) {
  const rows = results.map((values) => Object.fromEntries(columns.map((column, at) => [column, values[at]])));
  app.list = { ...list, name, people: /** @type {import("./types.js").PersonYear[]} */ (/** @type {unknown} */ (rows)) };
  app.problemPage = 0;
  if (anew) app.view = { year: list.summaries[0].year, filter: "all", query: "", sort: null, page: 0 };
  app.pasted = "";
  draw();
  const summary = summaryOf(app, app.list);
  const [errors, warnings] = countsOf(app.list);
  say(t("doneLive", figure(summary.people), figure(summary.complete), figure(summary.depends), figure(summary.short), figure(summary.pending), figure(errors), figure(warnings)));
  if (anew) focus("result-title");
}

/** @param {string} name @param {{message: string, message_en: string}[]} found */
function refuse(name, found) {
  app.refused = { name, problems: found };
  app.list = null;
  draw();
  focus("errors");
}

/** A refusal by the page itself, in both languages. @param {string} name @param {import("./strings.js").Key} key @param {...unknown} values */
function refuseHere(name, key, ...values) {
  refuse(name, [{ get message() { return t(key, ...values); }, get message_en() { return t(key, ...values); } }]);
}

/** @type {import("./types.js").Acts} */
const act = {
  async open(file) {
    turn += 1;
    if (file.size > MOST_MEGABYTES * 1024 * 1024) {
      refuseHere(file.name, "tooLarge", MOST_MEGABYTES);
      return;
    }
    try {
      const bytes = await file.arrayBuffer();
      await assess(file.name, { name: file.name, bytes });
    } catch {
      refuseHere(file.name, "unreadable");
    }
  },
  pasting(text) {
    app.pasted = text;
  },
  paste() {
    if (app.pasted.trim() === "") refuseHere("pasted", "pasteEmpty");
    else assess("pasted", { name: null, bytes: bytesOf(app.pasted) });
  },
  trySample() {
    assess("sampleName", { name: null, bytes: bytesOf(sample().map((row) => row.join("\t")).join("\n")) });
  },
  cancel() {
    turn += 1;
    engine.close();
    app.work = null;
    app.list = null; // it is gone with the engine
    app.engine = "loading";
    engine = start();
    draw();
    say(t("cancelled"));
    focus("page-title");
  },
  look(change) {
    app.view = { ...app.view, page: 0, ...change };
    draw();
  },
  sort(by) {
    const { sort } = app.view;
    const first = by !== "person"; // the largest first
    act.look({ sort: sort?.by !== by ? { by, down: first } : sort.down === first ? { by, down: !first } : null });
  },
  turnProblems(page) {
    app.problemPage = page;
    draw();
  },
  async download(what, ending) {
    const asked = JSON.stringify({ what, ending, english: document.documentElement.lang === "en" });
    const file = /** @type {BlobPart} */ (/** @type {unknown} */ (await engine.call(MODULE, "table", asked)));
    save(new Blob([file], { type: TYPES[ending] }), t(what === "results" ? "resultFile" : "problemFile") + ending);
  },
  read(reading, name) {
    const { [reading]: _, ...others } = app.chosen;
    app.chosen = name ? { ...others, [reading]: name } : others;
    if (app.list) assess(app.list.name, { name: "" });
  },
};

/** @param {string} text @returns {ArrayBuffer} */
function bytesOf(text) {
  return /** @type {ArrayBuffer} */ (new TextEncoder().encode(text).buffer);
}

/** @param {string} id */
function focus(id) {
  document.getElementById(id)?.focus();
}

/** @param {string} text what a screen reader should say now */
function say(text) {
  const live = /** @type {HTMLElement} */ (document.getElementById("live"));
  live.textContent = text;
}

function draw() {
  const { list, refused, work } = app;
  document.title = `${refused ? t("errorPrefix") : ""}${t("title")}`;
  patch(/** @type {Element} */ (document.getElementById("app")), [
    header(),
    h("main", { id: "page", class: "staff" },
      newer && update(newer),
      h("header", { key: "top", class: "top" },
        h("h1", { id: "page-title", tabindex: "-1" }, t("title")),
        !list && h("p", { class: "lead" }, t("lead"))),
      refused && refusal(refused),
      app.engine === "failed" && failure(),
      work && working(work, app, act),
      list ? [overview(app, list, act), people(app, list, act), problems(app, list, act), readings(app, act)] : !work && intake(app, act),
      h("div", { key: "estimate", class: "hint estimate" },
        h("p", null, t("private")), list && h("p", null, t("estimate", list.rules_version)))),
    footer(),
  ]);
}

/** A file may be dropped anywhere; a browser left alone would open it in place of the page. @param {DragEvent} event */
function dragged(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  document.documentElement.toggleAttribute("data-dragged", event.type === "dragover");
  const file = event.type === "drop" ? event.dataTransfer.files[0] : undefined;
  if (file && !app.work) act.open(file);
}

for (const name of /** @type {const} */ (["dragover", "dragleave", "drop"])) window.addEventListener(name, dragged);
window.addEventListener("storage", draw);
draw();

fetch(new URL("../assets/catalogue.json", import.meta.url)).then((response) => response.json()).then((catalogue) => {
  app.readings = catalogue.readings.filter((/** @type {{scope: string}} */ { scope }) => scope === "assessment");
  draw();
}, () => {}); // without it the list is assessed under the first reading of each

watchForUpdates((takeOver) => {
  newer = takeOver;
  draw();
});
