/** A failure as a page shows it: what happened, which fields it names, what to do now. Focus goes to it, as to `#errors`. */

import { h } from "../dom.js";
import { errorLinks } from "../parts.js";
import { say } from "../words.js";
import { ApiError, ownProblem } from "./api.js";
import { SignInError } from "./session.js";
import { t } from "./strings.js";

/** Any failure as one of the API's; a defect of the page itself is reported as well. @param {unknown} error @returns {ApiError} */
export function failureOf(error) {
  if (error instanceof ApiError) return error;
  if (error instanceof SignInError) return new ApiError(error.reason === "network" ? "network" : "signed_out", ownProblem(error.reason));
  globalThis.reportError?.(error);
  return new ApiError("defect", ownProblem("page"));
}

/** Where what is wrong at a path can be put right: the id of a field here, or a way to another page. @typedef {(path: string) => string | (() => void) | undefined} Target */

/**
 * @param {ApiError} error
 * @param {object} acts
 * @param {Target} [acts.target] where a path of the request belongs
 * @param {() => void} [acts.again] tries the same again
 * @param {() => void} [acts.reload] reads anew what has changed
 * @param {() => void} acts.enter leaves the page to sign in, what is typed being kept
 */
export function refusal(error, { target = () => undefined, again, reload, enter }) {
  const { kind, problem, seconds } = error;
  const errors = problem.errors ?? [];
  const gone = kind === "signed_out" && problem.code === "not_signed_in";
  return h("div", { id: "errors", class: "errors", tabindex: "-1", role: "alert", "aria-labelledby": "errors-title" },
    h("h2", { id: "errors-title" }, gone ? t("expired") : say(problem, "title")),
    errors.length > 0
      ? errorLinks(errors.map((each) => mistake(say(each, "message"), target(each.path))))
      : h("p", null, gone ? t("expiredText") : say(problem, "detail")),
    kind === "busy" && seconds > 0 && h("p", null, t("wait", seconds)),
    problem.article && h("p", { class: "small" }, t("article", say(problem, "article"))),
    h("div", { class: "actions" },
      kind === "signed_out" && h("button", { type: "button", class: "primary", key: "enter", onclick: enter }, t("signInAgain")),
      kind === "stale" && reload && h("button", { type: "button", key: "reload", onclick: reload }, t("reload")),
      ["network", "busy", "defect"].includes(kind) && again && h("button", { type: "button", key: "again", onclick: again }, t("tryAgain"))));
}

/** @param {string} text @param {ReturnType<Target>} where @returns {import("../parts.js").Mistake} */
export function mistake(text, where) {
  return typeof where === "function" ? { text, go: where } : { text, target: where };
}
