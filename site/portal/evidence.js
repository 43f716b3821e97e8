/** Evidence, activity by activity: what it takes, the files, each sent to storage as soon as it is chosen. */

import { h } from "../assets/dom.js";
import { sizeText } from "../assets/format.js";
import { say } from "../assets/words.js";
import { electedEntries } from "./claim.js";
import { back, mistake, mistakeAt, steps, theirs, unseen, wrong } from "./parts.js";
import { t } from "./strings.js";
import { hashed, looked, uploaded } from "./upload.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Upload} Upload */

/** @param {Page} page @param {number} year */
export function evidencePage(page, year) {
  const entries = electedEntries(page.app);
  return [
    back(page, `#/${year}/activities`),
    steps("evidence"),
    wrong(page, target),
    h("h1", { id: "page-title", tabindex: "-1" }, t("evidenceTitle")),
    h("p", { class: "lead" }, t("evidenceLead")),
    entries.map((entry) => proofs(page, entry)),
    h("p", { class: "hint", key: "kept" }, t("filesKept")),
    h("div", { class: "actions", key: "on" }, h("button", { type: "button", class: "primary", onclick: () => goOn(page, year, entries) }, t("goOn"))),
  ];
}

/** @param {string} path */
const target = (path) => `files-${path.replace(/^evidence\./, "")}`;

/** @param {Page} page @param {number} year @param {Entry[]} entries */
function goOn(page, year, entries) {
  const bare = entries.filter(({ id }) => filesOf(page, id).length === 0);
  const lost = failed(page, entries);
  if (under(page)) page.refuse([mistake("evidence", "filesUnderWay")]);
  else if (lost.length > 0) page.refuse(lost);
  else if (bare.length > 0) page.refuse(bare.map(({ id }) => mistake(`evidence.${id}`, "filesMissing")));
  else page.go(`#/${year}/check`);
}

/** Whether a file is on its way. @param {Page} page */
export function under({ app }) {
  return Object.values(app.uploads).flat().some(({ problem }) => problem === null);
}

/** A mistake for each activity with a file that was chosen and is not there; of one that is there already nothing is lost. @param {Page} page @param {Entry[]} entries */
export function failed({ app }, entries) {
  return entries.filter(({ id }) => app.uploads[id]?.some(({ problem }) => problem !== null && problem !== "fileTwice")).map(({ id }) => mistake(`evidence.${id}`, "filesFailed"));
}

/** @param {Page} page @param {string} activity */
function filesOf({ app }, activity) {
  return app.work?.files[activity] ?? [];
}

/** One activity's files, with what the law asks for. @param {Page} page @param {Entry} entry */
export function proofs(page, entry) {
  const { app } = page;
  const kind = app.catalogue?.kinds.find((each) => each.kind === entry.kind);
  const id = `files-${entry.id}`;
  const bad = mistakeAt(page, `evidence.${entry.id}`);
  const uploads = app.uploads[entry.id] ?? [];
  return h("section", { key: entry.id, class: bad ? "panel proofs wrong" : "panel proofs", "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, theirs(entry.title)),
    kind && h("div", { class: "needs-list" }, h("p", { class: "small" }, t("needs")), h("ul", { class: "checks" }, kind.evidence.map((each) => h("li", null, say(each, "text"))))),
    bad && h("p", { class: "error" }, say(bad, "message")),
    h("ul", { class: "files", "aria-label": t("files") },
      filesOf(page, entry.id).map((file) => h("li", { key: file.id },
        h("span", { class: "file-name" }, theirs(file.name), " ", h("span", { class: "small" }, sizeText(file.size))),
        h("span", { class: "state done" }, t("fileDone")),
        h("button", { type: "button", onclick: () => removeFile(page, entry.id, file.id) }, t("remove"), unseen(file.name)))),
      uploads.map((upload) => onItsWay(page, entry.id, upload))),
    h("label", { class: "file" }, t(filesOf(page, entry.id).length > 0 ? "fileMore" : "fileChoose"), unseen(entry.title),
      h("input", { id, type: "file", multiple: true, accept: app.limits?.types.map(({ media_type }) => media_type).join(","), "aria-describedby": `${id}-hint`,
        onchange: (/** @type {Event} */ event) => {
          const input = /** @type {HTMLInputElement} */ (event.target);
          const chosen = [...(input.files ?? [])];
          input.value = ""; // the same file may be chosen again
          app.mistakes = [];
          for (const file of chosen) add(page, entry.id, file);
        } })),
    h("p", { class: "hint", id: `${id}-hint` }, t("fileHint", sizeText(app.limits?.bytes ?? 0))));
}

/** @param {Page} page @param {string} activity @param {Upload} upload */
function onItsWay(page, activity, upload) {
  const { name, size, share, problem } = upload;
  return h("li", { key: upload.key, class: problem ? "failed" : "" },
    h("span", { class: "file-name", id: `name-${upload.key}` }, theirs(name), " ", h("span", { class: "small" }, sizeText(size))),
    problem
      ? h("p", { class: "error", role: "alert" }, problemText(page, upload, problem))
      : h("progress", { max: 1, value: share, "aria-labelledby": `name-${upload.key}` }),
    problem === "fileBroken" && h("button", { type: "button", onclick: () => send(page, activity, upload) }, t("fileAgain"), unseen(name)),
    h("button", { type: "button", onclick: () => drop(page, activity, upload) }, t(problem ? "fileLeave" : "fileStop"), unseen(name)));
}

/** @param {Page} page @param {Upload} upload @param {NonNullable<Upload["problem"]>} problem */
function problemText({ app }, { twin }, problem) {
  return t(problem, problem === "fileTwice" ? twin : problem === "fileMany" ? app.limits?.files : sizeText(app.limits?.bytes ?? 0));
}

/** The name of a file of an activity whose content an upload has too; empty where it is the only one. @param {Page} page @param {string} activity @param {Upload} upload */
function twinOf(page, activity, upload) {
  const others = (page.app.uploads[activity] ?? []).filter((each) => each !== upload && each.problem === null);
  return [...filesOf(page, activity), ...others].find(({ sha256 }) => sha256 === upload.sha256)?.name ?? "";
}

/** @param {Page} page @param {string} activity @param {File} file */
function add(page, activity, file) {
  /** @type {Upload} */
  const upload = { key: crypto.randomUUID(), file, name: file.name, size: file.size, share: 0, sha256: "", twin: "", problem: null };
  const { app } = page;
  app.uploads = { ...app.uploads, [activity]: [...(app.uploads[activity] ?? []), upload] };
  const count = Object.values(app.work?.files ?? {}).flat().length + Object.values(app.uploads).flat().filter(({ problem }) => problem === null).length;
  if (count > (app.limits?.files ?? Infinity)) upload.problem = "fileMany";
  if (upload.problem) page.draw();
  else send(page, activity, upload);
}

/** @param {Page} page @param {string} activity @param {Upload} upload */
async function send(page, activity, upload) {
  const { app } = page;
  Object.assign(upload, { problem: null, share: 0 });
  Object.assign(app, { failed: null, mistakes: [] });
  page.draw();
  try {
    const seen = await looked(upload.file, /** @type {NonNullable<typeof app.limits>} */ (app.limits));
    if (seen.problem === null) {
      upload.sha256 = await hashed(upload.file);
      upload.twin = twinOf(page, activity, upload);
    }
    if (seen.problem !== null) upload.problem = seen.problem;
    else if (upload.twin !== "") upload.problem = "fileTwice";
    else {
      const kept = await uploaded(upload.file, seen.media_type, upload.sha256, (share) => {
        upload.share = share;
        page.draw();
      });
      if (!app.uploads[activity]?.includes(upload) || !app.work) return; // it was stopped meanwhile
      app.work.files = { ...app.work.files, [activity]: [...filesOf(page, activity), kept] };
      drop(page, activity, upload);
      page.keep();
    }
  } catch (error) {
    upload.problem = "fileBroken";
    page.run(() => Promise.reject(error)); // what the API says of it stands on top
  }
  page.draw();
}

/** @param {Page} page @param {string} activity @param {Upload} upload */
function drop(page, activity, upload) {
  page.app.uploads = { ...page.app.uploads, [activity]: (page.app.uploads[activity] ?? []).filter((each) => each !== upload) };
  page.draw();
}

/** @param {Page} page @param {string} activity @param {string} file */
function removeFile(page, activity, file) {
  const { work } = page.app;
  if (!work) return;
  work.files = { ...work.files, [activity]: filesOf(page, activity).filter(({ id }) => id !== file) };
  page.keep();
  page.draw();
  document.getElementById(`files-${activity}`)?.focus();
}

/** The files of these activities, as the API takes them. @param {Page} page @param {string[]} activities */
export function given(page, activities) {
  return activities.flatMap((activity) => filesOf(page, activity).map(({ id }) => ({ id, activity })));
}
