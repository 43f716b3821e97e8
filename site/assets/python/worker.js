/**
 * The worker that hosts Python. Every fetch starts on the first lines; what follows waits for them.
 *
 * The build puts this file beside the runtime, in a folder named by its contents: names here are plain, and the
 * browser may keep them for ever.
 *
 * In: {id, module, function, text}. Out: {state: "ready"} or {state: "failed", reason}, then for each id
 * {id, answer}, {id, error} or {id, progress}.
 */
const early = new Map(["pyodide.asm.wasm", "python.zip"].map((name) => [here(name), fetch(here(name))]));
const scripts = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(here(name))));

/** What may be called, and nothing else. @type {Record<string, readonly string[]>} */
const DOORS = { "ahce_core.api": ["assess", "summary", "describe", "schema"] };

/** @param {string} name */
function here(name) {
  return new URL(name, import.meta.url).href;
}

// Pyodide asks for its files by itself; it is given the answers that are on their way already.
const fetchAnew = self.fetch.bind(self);
self.fetch = (request, options) => {
  const begun = early.get(String(request));
  early.delete(String(request));
  return begun ?? fetchAnew(request, options);
};

/** @returns {Promise<import("pyodide").PyodideAPI>} */
async function start() {
  const [{ loadPyodide }, { default: createPyodideModule }] = await scripts;
  return loadPyodide({
    indexURL: here("./"),
    stdLibURL: here("python.zip"),
    createPyodideModule,
    packageBaseUrl: here("./"),
    lockFileContents: { info: INFO, packages: {} }, // nothing is ever loaded from elsewhere
  });
}

/** What Pyodide checks of a lock file; the build holds it to the one in the package. */
const INFO = { arch: "wasm32", abi_version: "2026_0", platform: "emscripten_5_0_3", python: "3.14.2" };

const python = start();
python.then(
  (pyodide) => {
    pyodide.pyimport("ahce_core.api");
    self.postMessage({ state: "ready" });
  },
).catch((error) => self.postMessage({ state: "failed", reason: String(error) }));

self.onmessage = async ({ data }) => {
  const { id, module, function: name, text } = data;
  try {
    if (!DOORS[module]?.includes(name)) throw new Error(`${module}.${name} is not open to pages`);
    const pyodide = await python;
    const answer = pyodide.pyimport(module)[name](text);
    self.postMessage({ id, answer });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};
