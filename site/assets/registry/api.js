/**
 * Asking the API: bearer token, idempotency keys, and every failure as one kind of error that a page can draw.
 *
 *     const me = await get("/api/applicant/me");
 *     await send("POST", "/api/applicant/me", { name, id_number });   // tried again, it is not done twice
 */

import { config } from "./config.js";
import { lapse, session } from "./session.js";
import { NO_ANSWER } from "./strings.js";

/** @typedef {import("./types.js").Problem} Problem */

const PATIENCE = 30_000; // milliseconds for an answer
const LONGEST_WAIT = 5; // seconds that a page waits by itself when it is asked to come again

/**
 * What kept a request from being done:
 * - `network`: no answer came; it may have been done, and trying again settles it
 * - `signed_out`: not signed in, or no longer
 * - `stale`: it has changed since it was read
 * - `busy`: come again in `seconds`
 * - `refused`: `problem` says why
 * - `defect`: the server failed
 * @typedef {"network" | "signed_out" | "stale" | "busy" | "refused" | "defect"} Failure
 */
export class ApiError extends Error {
  /** @param {Failure} kind @param {Problem} problem @param {number} [seconds] */
  constructor(kind, problem, seconds = 0) {
    super(problem.code);
    this.kind = kind;
    this.problem = problem;
    this.seconds = seconds;
  }
}

/** A problem of the page's own: no answer came that could tell it. @param {keyof typeof NO_ANSWER} code @returns {Problem} */
export function ownProblem(code) {
  const [title, detail, title_en, detail_en] = NO_ANSWER[code];
  return { code, title, title_en, detail, detail_en };
}

/** Idempotency keys of what was tried and has no definite answer yet; the content is part of the intent. @type {Map<string, string>} */
const underWay = new Map();

/** @param {string} path @returns {Promise<any>} the answer's JSON; throws an ApiError */
export async function get(path) {
  return (await asked(path, {})).json();
}

/** A file, as a page opens or saves it. @param {string} path @returns {Promise<Blob>} throws an ApiError */
export async function getFile(path) {
  return (await asked(path, {})).blob();
}

/**
 * Does something once: the same thing sent again after no answer, a busy server or a new sign-in keeps its key.
 * @param {"POST" | "PUT"} method @param {string} path @param {object} body
 * @returns {Promise<any>} the answer's JSON; throws an ApiError
 */
export async function send(method, path, body) {
  const text = JSON.stringify(body);
  const intent = `${method} ${path} ${text}`;
  const key = underWay.get(intent) ?? crypto.randomUUID();
  underWay.set(intent, key);
  const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
  try {
    const answer = await (await asked(path, { method, headers, body: text })).json();
    underWay.delete(intent);
    return answer;
  } catch (error) {
    if (error instanceof ApiError && ["refused", "stale"].includes(error.kind)) underWay.delete(intent);
    throw error;
  }
}

/** @param {string} path @param {RequestInit & {headers?: Record<string, string>}} request @param {number} [tries] @returns {Promise<Response>} */
async function asked(path, request, tries = 3) {
  const signed = session();
  const authorization = signed && { Authorization: `Bearer ${signed.token}` };
  const response = await reached(path, { ...request, headers: { ...request.headers, ...authorization } });
  if (response.ok) return response;
  const error = await errorOf(response);
  if (error.kind === "busy" && error.seconds <= LONGEST_WAIT && tries > 1) {
    await new Promise((resolve) => setTimeout(resolve, error.seconds * 1000));
    return asked(path, request, tries - 1);
  }
  if (error.kind === "signed_out") lapse();
  throw error;
}

/** @param {string} path @param {RequestInit} request */
async function reached(path, request) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const { api } = await config();
    return await fetch(api + path, { ...request, signal: patience.signal, cache: "no-store", credentials: "omit" });
  } catch {
    throw new ApiError("network", ownProblem("network"));
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response} response */
async function errorOf(response) {
  /** @type {Problem} */
  const problem = await response.json().catch(() => null) ?? ownProblem("defect");
  const seconds = Number(response.headers.get("Retry-After") ?? 0);
  if (response.status === 401) return new ApiError("signed_out", problem);
  if (response.status === 429 || (response.status === 503 && seconds > 0)) return new ApiError("busy", problem, seconds);
  if (response.status >= 500) return new ApiError("defect", problem);
  return new ApiError(problem.code === "stale" ? "stale" : "refused", problem);
}
