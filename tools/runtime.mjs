// Makes the Python half of the browser's runtime, in Pyodide itself: node tools/runtime.mjs PYODIDE INPUT OUTPUT
//
// First the archives (tools/archive.py), then a memory snapshot (tools/snapshot.py): what changed in memory between
// a fresh instance and one that has imported the rules and answered once. site/assets/python/worker.js reads it.
import crypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Node would print the line that threw as well, and Pyodide's lines are a megabyte long.
process.on("uncaughtException", ({ message }) => {
  console.error(message);
  process.exit(1);
});

const [folder, input, output] = process.argv.slice(2).map((path) => resolve(path));
const tools = dirname(fileURLToPath(import.meta.url));

// Equal inputs, equal bytes: neither the clock nor chance nor Node's version nor its memory reaches Python's memory.
const noon = Date.UTC(2025, 0, 1, 4);
globalThis.Date = class extends Date {
  constructor(...parts) {
    super(...(parts.length ? parts : [noon]));
  }
  static now = () => noon;
};
Object.defineProperty(process, "version", { value: "v0.0.0" });
Object.defineProperty(performance, "now", { value: () => 0 });
crypto.randomFillSync = (bytes) => bytes.fill(1);
if (globalThis.crypto) globalThis.crypto.getRandomValues = crypto.randomFillSync;
globalThis.FinalizationRegistry = class {
  register() {} // else it would show in memory when Node's garbage was collected
  unregister() {}
};

// A runtime without them is the same everywhere; the worker does so too.
for (const name of ["Suspending", "Suspender", "promising"]) delete WebAssembly[name];

const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const { default: createPyodideModule } = await import(pathToFileURL(`${folder}/pyodide.asm.mjs`).href);
const { info } = JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8"));
const settings = {
  indexURL: folder,
  packageBaseUrl: "/",
  lockFileContents: { info, packages: {} },
  env: { HOME: "/home", PYTHONHASHSEED: "0" },
};

/** Runs a Python file; what it prints of an exception becomes an error here. */
function run(pyodide, program) {
  const [failed, message] = pyodide._api.rawRun(readFileSync(`${tools}/${program}`, "utf8"));
  if (failed) throw new Error(`${program}: ${message}`);
}

const builder = await loadPyodide(settings);
builder.FS.writeFile("/input", readFileSync(input));
run(builder, "archive.py");
for (const name of ["python.zip", "slim.zip"]) writeFileSync(`${output}/${name}`, builder.FS.readFile(`/output/${name}`));
const probe = JSON.parse(builder.FS.readFile("/output/probe.json", { encoding: "utf8" }));

const slim = { ...settings, stdLibURL: `${output}/slim.zip` };
const warm = await loadPyodide({ ...slim, _makeSnapshot: true });
run(warm, "snapshot.py");
clearFree(warm._module);
const state = { ...warm._api.serializeHiwireState(), probe };
const after = new Uint32Array(warm._module.HEAPU8.slice().buffer);
const before = await fresh();
if (after.length !== before.length) throw new Error("the memory grew: a snapshot has to fit the first allocation");
writeFileSync(`${output}/snapshot.bin`, difference(before, after, state));

/** The memory of an instance at the moment when the worker restores the snapshot into it. */
async function fresh() {
  let memory;
  const enough = new Error("enough");
  const looking = async (options) => {
    memory = (await createPyodideModule(options)).HEAPU8.slice();
    throw enough;
  };
  await loadPyodide({ ...slim, _loadSnapshot: new Uint8Array(), createPyodideModule: looking }).catch((error) => {
    if (error !== enough) throw error;
  });
  return new Uint32Array(memory.buffer);
}

/** Overwrites what malloc has free: takes blocks, ever smaller ones, until they come from beyond its end. */
function clearFree(module) {
  const end = module._malloc(1 << 16) + (1 << 20);
  const taken = [];
  for (let size = 1 << 21; size >= 8; size /= 2) {
    for (;;) {
      const start = module._malloc(size);
      taken.push(start);
      if (start > end) break;
      module.HEAPU8.fill(0, start, start + size);
    }
  }
  for (const start of taken) module._free(start);
}

/**
 * Little-endian 32-bit words: how many they are, the JSON text's length, the number of runs; that text, padded: JavaScript's side
 * of the state, and a question whose answer tells whether the snapshot works;
 * for each run how many words to skip and how many to set; then all the words to set, and the sum of all before.
 */
function difference(before, after, state) {
  const runs = [];
  const words = [];
  let at = 0;
  for (let start = 0; start < after.length; start++) {
    if (after[start] === before[start]) continue;
    let end = start + 1; // a run goes on over a few equal words, which cost less than a new run
    for (let next = end; next < after.length && next - end < 4; next++) if (after[next] !== before[next]) end = next + 1;
    runs.push(start - at, end - start);
    words.push(...after.subarray(start, end));
    at = start = end;
  }
  const text = Buffer.from(JSON.stringify(state));
  const padding = Buffer.alloc(-text.length & 3, " ");
  const numbers = (list) => Buffer.from(Uint32Array.from(list).buffer);
  const length = text.length + padding.length;
  const head = numbers([4 + length / 4 + runs.length + words.length, length, runs.length / 2]);
  const content = Buffer.concat([head, text, padding, numbers(runs), numbers(words)]);
  let sum = 0; // as site/assets/python/worker.js counts it
  for (let at = 0; at < content.length; at += 4) sum = (Math.imul(sum, 31) + content.readUInt32LE(at)) >>> 0;
  return Buffer.concat([content, numbers([sum])]);
}
