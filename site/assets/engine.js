/**
 * The page's side of the engine: Python in a worker, asked by strings and answering in strings.
 *
 *     const engine = startEngine({ onState: ({ name, reason }) => … });
 *     const answer = JSON.parse(await engine.assess(JSON.stringify(request)));
 *
 * What is asked before Python is up is answered when it is. A newer assess takes the place of one that still waits.
 */

/** Milliseconds from the last byte to the first answer, beyond which a start is given up; it takes a hundredth. */
const PATIENCE = 20_000;

/** The build puts the contents' hash into this path, so that browsers may keep the whole runtime for ever. */
export const WORKER = new URL("./python/worker.js", import.meta.url);

/**
 * Why something was not answered:
 * - `unsupported`: this browser has no module workers or no WebAssembly
 * - `unreachable`: Python could not start, most often since a file did not arrive
 * - `superseded`: a newer assess took this one's place
 * - `refused`: what was called is not open to pages, or Python raised an exception
 * - `closed`: the page closed the engine
 * @typedef {"unsupported" | "unreachable" | "superseded" | "refused" | "closed"} Reason
 */

/**
 * `start` tells how Python came up: from the memory snapshot, or plainly where that did not work in this browser.
 * @typedef {{name: "loading"} | {name: "ready", start: "snapshot" | "plain"}
 *   | {name: "failed", reason: Reason, message: string}} State
 */

/** An answer that will not come, and why. */
export class EngineError extends Error {
  /** @param {Reason} reason @param {string} message */
  constructor(reason, message) {
    super(message);
    this.name = "EngineError";
    this.reason = reason;
  }
}

/**
 * @typedef {object} Request
 * @property {{module: string, function: string, text: string, bytes?: ArrayBuffer}} call what Python is asked
 * @property {boolean} latest whether a newer request of this kind takes this one's place
 * @property {(text: string) => void} [onProgress]
 * @property {(answer: string) => void} resolve
 * @property {(error: EngineError) => void} reject
 */

export class Engine {
  /** @type {State} */ #state = { name: "loading" };
  /** @type {Request[]} */ #waiting = [];
  /** @type {{id: number, request: Request} | null} */ #asked = null;
  /** @type {Worker | null} */ #worker = null;
  #count = 0;
  #restarted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #patience;
  #url;
  #onState;
  /** @type {(value: void) => void} */ #up = () => {};
  /** @type {(error: EngineError) => void} */ #down = () => {};

  /** @param {{onState?: (state: State) => void, worker?: URL | string}} [options] */
  constructor({ onState = () => {}, worker = WORKER } = {}) {
    this.#url = worker;
    this.#onState = onState;
    /** Settles once: when Python can answer, or when it is certain that it can't. @type {Promise<void>} */
    this.ready = new Promise((up, down) => {
      this.#up = up;
      this.#down = down;
    });
    this.ready.catch(() => {}); // who does not wait for it hears it from onState
    this.#start();
  }

  get state() {
    return this.#state;
  }

  /**
   * Assesses a year: JSON text in, JSON text out. Of several that wait, only the newest is answered.
   * @param {string} text
   * @returns {Promise<string>}
   */
  assess(text) {
    return this.#ask({ module: "ahce_core.api", function: "assess", text }, { latest: true });
  }

  /**
   * Calls any other function that the worker opens to pages.
   * @param {string} module
   * @param {string} name
   * @param {string} text
   * @param {{bytes?: ArrayBuffer, onProgress?: (text: string) => void}} [options] a file beside the text
   * @returns {Promise<string>}
   */
  call(module, name, text, { bytes, onProgress } = {}) {
    return this.#ask({ module, function: name, text, bytes }, { onProgress });
  }

  /** Stops Python and everything asked of it. A new engine can be started after it. */
  close() {
    this.#fail("closed", "the page closed the engine");
  }

  /**
   * @param {Request["call"]} call
   * @param {{latest?: boolean, onProgress?: (text: string) => void}} options
   * @returns {Promise<string>}
   */
  #ask(call, { latest = false, onProgress }) {
    const state = this.#state;
    if (state.name === "failed") return Promise.reject(new EngineError(state.reason, state.message));
    return new Promise((resolve, reject) => {
      if (latest) {
        const older = this.#waiting.findIndex((request) => request.latest);
        if (older >= 0) {
          const [request] = this.#waiting.splice(older, 1);
          request.reject(new EngineError("superseded", "a newer assessment took its place"));
        }
      }
      this.#waiting.push({ call, latest, onProgress, resolve, reject });
      this.#next();
    });
  }

  #next() {
    if (this.#state.name !== "ready" || this.#asked) return;
    const request = this.#waiting.shift();
    if (!request) return;
    this.#asked = { id: ++this.#count, request };
    this.#worker?.postMessage({ id: this.#count, ...request.call });
  }

  #start() {
    if (typeof Worker === "undefined" || typeof WebAssembly === "undefined") {
      this.#fail("unsupported", "this browser has no WebAssembly or no workers");
      return;
    }
    try {
      this.#worker = new Worker(this.#url, { type: "module", name: this.#restarted ? "plain" : "" });
    } catch (error) {
      this.#fail("unsupported", String(error));
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#died(event.message || "the worker's script did not arrive");
    };
  }

  /**
   * @typedef {{state: "arrived"} | {state: "ready", start: "snapshot" | "plain"} | {state: "failed", reason: string}
   *   | {state?: undefined, id: number, answer?: string, error?: string, progress?: string}} Message
   * @param {Message} message
   */
  #heard(message) {
    if (message.state === "arrived") {
      this.#patience = setTimeout(() => this.#died("Python did not come up"), PATIENCE);
    } else if (message.state === "failed") {
      this.#fail("unreachable", message.reason);
    } else if (message.state === "ready") {
      clearTimeout(this.#patience);
      this.#set({ name: "ready", start: message.start });
      this.#up();
      this.#next();
    } else if (this.#asked && message.id === this.#asked.id) {
      const { request } = this.#asked;
      if (message.progress !== undefined) {
        request.onProgress?.(message.progress);
        return;
      }
      this.#asked = null;
      if (message.answer !== undefined) request.resolve(message.answer);
      else request.reject(new EngineError("refused", message.error ?? ""));
      this.#next();
    }
  }

  /**
   * Starts once more, the documented way and with what was asked first in line; a second death is final.
   * @param {string} message
   */
  #died(message) {
    clearTimeout(this.#patience);
    this.#worker?.terminate();
    if (this.#restarted || this.#state.name === "failed") {
      this.#fail("unreachable", message);
      return;
    }
    this.#restarted = true;
    if (this.#asked) this.#waiting.unshift(this.#asked.request);
    this.#asked = null;
    this.#set({ name: "loading" });
    this.#start();
  }

  /** @param {Reason} reason @param {string} message */
  #fail(reason, message) {
    clearTimeout(this.#patience);
    this.#worker?.terminate();
    this.#worker = null;
    if (this.#state.name === "failed") return;
    const error = new EngineError(reason, message);
    this.#set({ name: "failed", reason, message });
    this.#down(error);
    const lost = this.#waiting.splice(0);
    if (this.#asked) lost.unshift(this.#asked.request);
    this.#asked = null;
    for (const request of lost) request.reject(error);
  }

  /** @param {State} state */
  #set(state) {
    this.#state = state;
    this.#onState(state);
  }
}

/** @param {ConstructorParameters<typeof Engine>[0]} [options] */
export function startEngine(options) {
  return new Engine(options);
}
