/** The certificate of a year (Art. 17): shown where the API says that there is one, or that one can be issued. */

import { h } from "../assets/dom.js";
import { dayText } from "../assets/format.js";
import { getFile, send } from "../assets/registry/api.js";
import { save } from "../assets/save.js";
import { say } from "../assets/words.js";
import { terms } from "./parts.js";
import { t } from "./strings.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").OwnYear} OwnYear */

/** @param {Page} page @param {OwnYear} year */
export function certificate(page, year) {
  const { certificate: issued, certificate_due: due } = year;
  const note = year.status === "registered" || issued ? say(year, "certificate_note") : ""; // before, the status says it all
  if (!issued && !due && !note) return null;
  return h("section", { key: "certificate", class: "panel", "aria-labelledby": "certificate-title" },
    h("h2", { id: "certificate-title" }, t("certificate")),
    issued && terms([
      [t("certificateNumber"), issued.number],
      [t("certificateIssued"), dayText(issued.issued)],
      (issued.status_label || null) && [t("certificateStatus"), say(issued, "status_label")],
    ]),
    issued?.outdated && h("p", { class: "warn" }, t("certificateOutdated")),
    note && h("p", { class: due ? "warn" : "hint" }, note),
    h("div", { class: "actions" },
      due && h("button", { type: "button", class: "primary", key: "issue", disabled: page.app.busy, onclick: () => page.run(() => issue(page, year)) }, t(issued ? "certificateAnew" : "certificateIssue")),
      issued?.printable && h("button", { type: "button", class: due ? "" : "primary", key: "paper", disabled: page.app.busy, onclick: () => page.run(() => paper(year.year)) }, t("certificatePaper"))));
}

/** @param {Page} page @param {OwnYear} year */
async function issue(page, year) {
  await send("POST", `/api/applicant/years/${year.year}/certificate`, { revision: year.revision });
  await page.load();
  await paper(year.year);
}

/** @param {number} year */
async function paper(year) {
  save(await getFile(`/api/applicant/years/${year}/certificate.pdf`), t("certificateFile", year));
}
