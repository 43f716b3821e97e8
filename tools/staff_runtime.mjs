// Makes the archive of the staff lists' worker, in Pyodide itself: node tools/staff_runtime.mjs PYODIDE INPUT OUTPUT
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, input, output] = process.argv.slice(2).map((path) => resolve(path));
const tools = dirname(fileURLToPath(import.meta.url));

const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const { info } = JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8"));
const lock = { info, packages: {} }; // no package is ever loaded from elsewhere
const pyodide = await loadPyodide({ indexURL: folder, lockFileContents: lock, env: { HOME: "/home", PYTHONHASHSEED: "0" } });
pyodide.FS.mkdirTree("/tools");
pyodide.FS.writeFile("/tools/archive.py", readFileSync(`${tools}/archive.py`));
pyodide.FS.writeFile("/input", readFileSync(input));
pyodide.runPython(readFileSync(`${tools}/staff_archive.py`, "utf8"));
writeFileSync(`${output}/staff.zip`, pyodide.FS.readFile("/output"));
writeFileSync(`${output}/lock.json`, JSON.stringify(lock));
