/**
 * The worker that hosts Python. Every fetch starts on the first lines; what follows waits for them.
 *
 * The build puts this file beside the runtime, in a folder named by its contents: names here are plain, and the
 * browser may keep them for ever.
 *
 * Python starts from a memory snapshot (tools/runtime.mjs), which leans on Pyodide's insides. Whatever goes wrong
 * there, at the start or in an answer, the same question is put to a Pyodide started the documented way; a worker
 * named "plain" starts so at once.
 *
 * In: {id, module, function, text}. Out: {state: "arrived"} when nothing has to be waited for any more, then
 * {state: "ready", start} or {state: "failed", reason}; for each id {id, answer} or {id, error}.
 */
const wasm = WebAssembly.compileStreaming(fetch(here("pyodide.asm.wasm")));
const snapshot = self.name === "plain" ? null : fetch(here("snapshot.bin"));
const scripts = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(here(name))));
Promise.allSettled([wasm, snapshot, scripts]); // what fails is told where it is waited for

/** What may be called, and nothing else. @type {Record<string, readonly string[]>} */
const DOORS = { "ahce_core.api": ["assess", "assess_years", "summary", "describe", "schema"] };

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

// Pyodide fetches and compiles by itself and says nothing of a failure; it is given what is on its way already.
const NOTHING = here("nothing");
const fetchAnew = self.fetch;
self.fetch = (request, options) =>
  [here("pyodide.asm.wasm"), NOTHING].includes(String(request))
    ? Promise.resolve(new Response())
    : fetchAnew(request, options);
/** @type {Promise<never>} */
const never = new Promise(() => {});
/** @param {unknown} _ @param {WebAssembly.Imports} [imports] */
WebAssembly.instantiateStreaming = async (_, imports) => {
  const module = await wasm.catch(() => never); // start() tells of it
  return { module, instance: await WebAssembly.instantiate(module, imports) };
};

// Python never waits for JavaScript here; without these, every browser's memory is laid out as the snapshot's is.
for (const name of ["Suspending", "Suspender", "promising"]) Reflect.deleteProperty(WebAssembly, name);

/**
 * @param {object} options over the documented ones
 * @param {(module: any) => void} [prepare] sees the WebAssembly side before Python's start
 * @returns {Promise<import("pyodide").PyodideAPI>}
 */
async function start(options, prepare = () => {}) {
  const [{ loadPyodide }, { default: createPyodideModule }] = await scripts;
  const loading = loadPyodide({
    indexURL: here("./"),
    packageBaseUrl: here("./"),
    stdLibURL: here("python.zip"),
    lockFileContents: LOCK,
    createPyodideModule: async (/** @type {{INITIAL_MEMORY?: number}} */ settings) => {
      delete settings.INITIAL_MEMORY; // Pyodide takes the length of a patch for the size of the memory
      const module = await createPyodideModule(settings);
      prepare(module);
      return module;
    },
    ...options,
  });
  await Promise.all([wasm, loading]); // where WebAssembly fails, Pyodide would wait for ever
  return loading;
}

/** Pyodide with the memory of one that has imported the rules, where it passes its own test. */
async function startFromSnapshot() {
  const response = await snapshot;
  if (!response?.ok) throw new Error("there is none");
  const patch = await response.arrayBuffer();
  /** @type {{question: string, answer: string}} */
  let probe = { question: "", answer: "" };
  const pyodide = await start(
    { stdLibURL: NOTHING, _loadSnapshot: patch }, // every module is in memory already
    (module) => {
      self.postMessage({ state: "arrived" });
      module.API.restoreSnapshot = () => {
        const state = restore(module.HEAPU32, patch);
        probe = state.probe;
        return state;
      };
    },
  );
  const answer = ask(pyodide, "ahce_core.api.assess", probe.question);
  if (answer !== probe.answer) throw new Error("the snapshot answers otherwise than the rules");
  return { pyodide, start: "snapshot" };
}

/**
 * Writes what tools/runtime.mjs found different into a fresh memory; the state of JavaScript's side.
 * @param {Uint32Array} memory
 * @param {ArrayBuffer} patch
 */
function restore(memory, patch) {
  const words = new Uint32Array(patch);
  const [size, length, runs] = words;
  if (size !== words.length) throw new Error("the snapshot is incomplete");
  let sum = 0;
  for (let at = 0; at < size - 1; at++) sum = (Math.imul(sum, 31) + words[at]) >>> 0;
  if (sum !== words[size - 1]) throw new Error("the snapshot is damaged");
  const first = 3 + length / 4;
  let from = first + 2 * runs;
  let at = 0;
  for (let run = first; run < first + 2 * runs; run += 2) {
    at += words[run];
    for (const end = at + words[run + 1]; at < end; ) memory[at++] = words[from++];
  }
  return JSON.parse(new TextDecoder().decode(new Uint8Array(patch, 12, length)));
}

/** Pyodide as it is documented. @param {unknown} error what speaks against the snapshot */
async function startPlainly(error) {
  console.info("Python starts without its snapshot:", String(error));
  const pyodide = await start({});
  pyodide.pyimport("ahce_core.api").destroy();
  return { pyodide, start: "plain" };
}

/**
 * @param {import("pyodide").PyodideAPI} pyodide
 * @param {string} door module and function
 * @param {string} text
 * @returns {string}
 */
function ask(pyodide, door, text) {
  const proxy = pyodide.pyimport(door);
  try {
    return proxy(text);
  } finally {
    proxy.destroy();
  }
}

/** Python, and how it was started. */
let python = startFromSnapshot().catch(startPlainly);
python.then(
  (begun) => self.postMessage({ state: "ready", start: begun.start }),
  (error) => self.postMessage({ state: "failed", reason: String(error) }),
);

self.onmessage = async ({ data: { id, module, function: name, text } }) => {
  const door = `${module}.${name}`;
  try {
    if (!DOORS[module]?.includes(name)) throw new Error(`${door} is not open to pages`);
    const { pyodide, start } = await python;
    let answer;
    try {
      answer = ask(pyodide, door, text);
    } catch (error) {
      if (start === "plain") throw error;
      python = startPlainly(error);
      answer = ask((await python).pyodide, door, text);
    }
    self.postMessage({ id, answer });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};
