/**
 * The worker that hosts Python. Every fetch starts on the first lines; what follows waits for them.
 *
 * The build puts this file beside the runtime, in a folder named by its contents: names here are plain, and the
 * browser may keep them for ever.
 *
 * Python starts from a memory snapshot (tools/runtime.mjs), which leans on Pyodide's insides. Whatever goes wrong
 * there, at the start or in an answer, the same question is put to a Pyodide started the documented way.
 *
 * In: {id, module, function, text}. Out: {state: "ready", start} or {state: "failed", reason}; for each id {id, answer}
 * or {id, error}.
 */
const WASM = here("pyodide.asm.wasm");
const ARCHIVE = here("python.zip");
const begun = new Map([[WASM, fetch(WASM)]]);
const snapshot = fetch(here("snapshot.bin"));
const scripts = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(here(name))));

/** What may be called, and nothing else. @type {Record<string, readonly string[]>} */
const DOORS = { "ahce_core.api": ["assess", "summary", "describe", "schema"] };

/** What Pyodide checks of a lock file; no package is ever loaded from elsewhere. */
const LOCK = {
  info: {
    arch: /** @type {const} */ ("wasm32"),
    abi_version: "2026_0",
    platform: "emscripten_5_0_3",
    python: "3.14.2",
    version: "314.0.7",
  },
  packages: {},
};

/** @param {string} name */
function here(name) {
  return new URL(name, import.meta.url).href;
}

// Pyodide asks for its files by itself; it is given the answers that are on their way already.
const fetchAnew = self.fetch.bind(self);
self.fetch = (request, options) => {
  const answer = begun.get(String(request));
  begun.delete(String(request));
  return answer ?? fetchAnew(request, options);
};

// Python never waits for JavaScript here; without these, every browser's memory is laid out as the snapshot's is.
for (const name of ["Suspending", "Suspender", "promising"]) Reflect.deleteProperty(WebAssembly, name);

/** @returns {import("pyodide").PyodideConfig} */
function settings() {
  return { indexURL: here("./"), packageBaseUrl: here("./"), stdLibURL: ARCHIVE, lockFileContents: LOCK };
}

/** Pyodide as it is documented. @returns {Promise<import("pyodide").PyodideAPI>} */
async function startPlainly() {
  const [{ loadPyodide }, { default: createPyodideModule }] = await scripts;
  return loadPyodide({ ...settings(), createPyodideModule });
}

/** Pyodide with the memory of one that has imported the rules. @returns {Promise<import("pyodide").PyodideAPI>} */
async function startFromSnapshot() {
  const [{ loadPyodide }, { default: createPyodideModule }] = await scripts;
  begun.set(ARCHIVE, Promise.resolve(new Response())); // every module is in memory already
  const pyodide = await loadPyodide({
    ...settings(),
    _loadSnapshot: snapshot.then((response) => response.arrayBuffer()),
    /** @param {{INITIAL_MEMORY?: number}} options */
    createPyodideModule: async (options) => {
      delete options.INITIAL_MEMORY; // Pyodide took the length of the patch for the size of the memory
      const module = await createPyodideModule(options);
      module.API.restoreSnapshot = (/** @type {Uint8Array} */ patch) => restore(module.HEAPU32, patch);
      return module;
    },
  });
  return pyodide;
}

/**
 * Writes what tools/runtime.mjs found different into a fresh memory; the state of JavaScript's side.
 * @param {Uint32Array} memory
 * @param {Uint8Array} patch
 */
function restore(memory, patch) {
  const words = new Uint32Array(patch.buffer, patch.byteOffset, patch.byteLength / 4);
  const [length, runs] = words;
  const first = 2 + length / 4;
  let from = first + 2 * runs;
  let at = 0;
  for (let run = first; run < first + 2 * runs; run += 2) {
    at += words[run];
    const count = words[run + 1];
    for (const end = at + count; at < end; ) memory[at++] = words[from++];
  }
  return JSON.parse(new TextDecoder().decode(patch.subarray(8, 8 + length)));
}

/** @typedef {Record<string, (text: string) => string>} PythonModule */

/** Python, and how it was started. */
let python = startFromSnapshot().then(verified).catch(fallBack);

/** A Python that answers as the one in the build did. @param {import("pyodide").PyodideAPI} pyodide */
function verified(pyodide) {
  pyodide.pyimport("ahce_core.api").assess("{}");
  return { pyodide, start: "snapshot" };
}

/** @param {unknown} error */
async function fallBack(error) {
  console.info("Python starts without its snapshot:", String(error));
  const pyodide = await startPlainly();
  pyodide.pyimport("ahce_core.api");
  return { pyodide, start: "plain" };
}

python.then(
  ({ start }) => self.postMessage({ state: "ready", start }),
  (error) => self.postMessage({ state: "failed", reason: String(error) }),
);

self.onmessage = async ({ data: { id, module, function: name, text } }) => {
  if (!DOORS[module]?.includes(name)) {
    self.postMessage({ id, error: `${module}.${name} is not open to pages` });
    return;
  }
  try {
    const { pyodide, start } = await python;
    try {
      self.postMessage({ id, answer: pyodide.pyimport(module)[name](text) });
    } catch (error) {
      if (start === "plain") throw error;
      python = fallBack(error);
      self.postMessage({ id, answer: (await python).pyodide.pyimport(module)[name](text) });
    }
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};
