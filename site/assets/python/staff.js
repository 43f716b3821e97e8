/**
 * The worker that hosts Python for staff lists: Pyodide as it is documented, with an archive of the modules that read,
 * assess and write a sheet. The file beside a question lies in Python's own memory, and nowhere else.
 *
 * In: {id, module, function, text, bytes}. Out: {state: "ready"} or {state: "failed", reason}; for each id {id, progress}
 * as often as Python tells, then {id, answer}, a text or a file's bytes, or {id, error}.
 */

/** What may be called, and nothing else. @type {Record<string, readonly string[]>} */
const DOORS = { "ahce_sheets.staff": ["assess", "table"] };
const GIVEN = "given"; // where ahce_sheets.staff looks for the file

/** @param {string} name */
function here(name) {
  return new URL(name, import.meta.url).href;
}

const python = import(here("pyodide.mjs")).then(async (/** @type {typeof import("pyodide")} */ { loadPyodide }) => {
  const pyodide = await loadPyodide({ indexURL: here("./"), stdLibURL: here("staff.zip"), lockFileURL: here("lock.json") });
  for (const module in DOORS) pyodide.pyimport(module);
  return pyodide;
});

python.then(
  () => self.postMessage({ state: "ready" }),
  (error) => self.postMessage({ state: "failed", reason: String(error) }),
);

self.onmessage = async ({ data: { id, module, function: name, text, bytes } }) => {
  if (!DOORS[module]?.includes(name)) {
    self.postMessage({ id, error: `${module}.${name} is not open to pages` });
    return;
  }
  try {
    const pyodide = await python;
    if (bytes) pyodide.FS.writeFile(GIVEN, new Uint8Array(bytes));
    const answer = pyodide.pyimport(module)[name](text, (/** @type {string} */ progress) => self.postMessage({ id, progress }));
    self.postMessage({ id, answer: typeof answer === "string" ? answer : answer.toJs() });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};
