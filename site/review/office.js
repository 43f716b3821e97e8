/** What the provincial office sets: the filing window of a year, and the readings for declarations made from now on. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { lawLink } from "../assets/parts.js";
import { get, send } from "../assets/registry/api.js";
import { say } from "../assets/words.js";
import { t } from "./strings.js";
import { thisYear, yearField } from "./year.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Tools} Tools */

/** @param {App} app */
const year = (app) => Number(app.place[1] ?? thisYear());

/** @type {import("./types.js").View} */
export const settings = {
  async load(app) {
    const found = await get(`/api/public/settings/${year(app)}`);
    return { ...found, opens: found.window?.opens ?? "", closes: found.window?.closes ?? "", done: "" };
  },
  title: () => t("settings"),
  draw: (app, tools) => [
    h("h1", { id: "page-title", tabindex: "-1" }, t("settings")),
    app.data.done && h("p", { class: "panel done", id: "set-done", tabindex: "-1", key: "done" }, t(app.data.done)),
    yearField(app, year(app), (chosen) => tools.go(`settings/${chosen}`)),
    h("p", { class: "hint" }, t("calendar", dayText(app.data.calendar_known_to), app.data.calendar_days_left)),
    filing(app, tools),
    readings(app, tools),
  ],
};

/** @param {App} app @param {Tools} tools */
function filing(app, tools) {
  const { data } = app;
  /** @param {"opens" | "closes"} name */
  const day = (name) => h("div", { class: "field", key: name },
    h("label", { for: name }, t(name)),
    h("input", { id: name, type: "date", value: data[name], oninput: (/** @type {Event} */ event) => {
      data[name] = /** @type {HTMLInputElement} */ (event.target).value;
    } }));
  return h("section", { key: "window", "aria-labelledby": "window-title" },
    h("h2", { id: "window-title" }, t("window")), h("p", { class: "hint" }, t("windowText")),
    h("form", { class: "narrow", novalidate: true, onsubmit: put(tools, app, () => [`windows/${year(app)}`,
      { opens: data.opens || null, closes: data.closes || null, revision: data.window_revision }, data.opens || data.closes ? "windowSaved" : "windowTaken"]) },
    h("div", { class: "days" }, day("opens"), day("closes")),
    h("div", { class: "actions" }, h("button", { class: "primary", disabled: app.busy }, t("save"), h("span", { class: "unseen" }, ` ${t("window")}`)))));
}

/** @param {App} app @param {Tools} tools */
function readings(app, tools) {
  const { data } = app;
  return h("section", { key: "readings", "aria-labelledby": "readings-title" },
    h("h2", { id: "readings-title" }, t("readings")), h("p", { class: "hint" }, t("readingsText")),
    h("form", { novalidate: true, onsubmit: put(tools, app, () => ["readings", { readings: data.readings, revision: data.readings_revision }, "readingsSaved"]) },
      app.catalogue.readings.map((law) => h("fieldset", { class: "field", key: law.reading },
        h("legend", null, say(law, "question"), " ", lawLink(law)),
        h("div", { class: "choices" }, law.alternatives.map((alternative) => {
          const id = `${law.reading}-${alternative.name}`;
          return h("div", { class: "choice", key: id },
            h("input", { type: "radio", id, name: law.reading, checked: data.readings[law.reading] === alternative.name, onchange: () => {
              data.readings = { ...data.readings, [law.reading]: alternative.name };
              tools.draw();
            } }),
            h("label", { for: id }, say(alternative, "label")));
        })))),
      h("div", { class: "actions" }, h("button", { class: "primary", disabled: app.busy }, t("save"), h("span", { class: "unseen" }, ` ${t("readings")}`)))));
}

/** @param {Tools} tools @param {App} app @param {() => [path: string, body: object, done: import("./strings.js").Key]} what */
function put(tools, app, what) {
  return (/** @type {Event} */ event) => {
    event.preventDefault();
    tools.run(async () => {
      const [path, body, done] = what();
      await send("PUT", `/api/verifier/settings/${path}`, body);
      await tools.load();
      app.data.done = done;
      tools.draw();
      tools.focus("set-done");
    });
  };
}
