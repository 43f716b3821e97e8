/** More rows of a list that comes page by page. */

import { h } from "../assets/dom.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").App} App */

/** @param {App} app whose data has `rows` and `next` @param {import("./types.js").Tools} tools @param {(app: App, after: string) => Promise<{rows: any[], next: string | null}>} page */
export function further(app, tools, page) {
  const { data } = app;
  return data.next !== null && h("div", { class: "actions", key: "more" },
    h("button", { type: "button", onclick: () => tools.run(async () => {
      const { rows, next } = await page(app, data.next);
      Object.assign(data, { rows: [...data.rows, ...rows], next });
      if (next === null) tools.focus("page-title"); // the button is gone
    }) }, t("more")));
}
