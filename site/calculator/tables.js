/** The paper tables, for a device on which Python can't start: the catalogue's hours, to look up by hand. */

import { h } from "../assets/dom.js";
import { lawLink } from "../assets/parts.js";
import { english, say, t } from "./strings.js";

/** @param {import("./types.js").Catalogue} catalogue */
export function tables(catalogue) {
  return h("section", { key: "tables", class: "tables", "aria-labelledby": "tables-title" },
    h("h2", { id: "tables-title", tabindex: "-1" }, t("tablesTitle")),
    h("blockquote", { class: "law", lang: "zh-CN" }, catalogue.annual.quote),
    catalogue.kinds.map((kind) => {
      const { table } = kind;
      return h("div", { class: "scroll", key: kind.kind, tabindex: "0", role: "region", "aria-label": say(kind, "label") },
        h("table", null,
          h("caption", null, say(kind, "label"), " ", lawLink(kind)),
          h("thead", null, h("tr", null, (english() ? table.columns_en : table.columns).map((column, index) => h("th", { scope: "col", key: index }, column)))),
          h("tbody", null, table.rows.map((row, index) => h("tr", { key: index },
            (english() ? row.cells_en : row.cells).map((cell, column) => h("td", { key: column, class: /^[\d.]+$/.test(cell) ? "number" : "" }, cell)))))));
    }));
}
