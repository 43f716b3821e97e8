// Runs a Python file in Pyodide's own Python: node tools/runtime.mjs PYODIDE_FOLDER PROGRAM INPUT OUTPUT
// The program finds INPUT's bytes at /input and leaves OUTPUT's at /output.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, program, input, output] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const { info } = JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8"));
const pyodide = await loadPyodide({
  indexURL: folder,
  packageBaseUrl: "/",
  lockFileContents: { info, packages: {} },
});
pyodide.FS.writeFile("/input", readFileSync(input));
pyodide.runPython(readFileSync(program, "utf8"), { filename: program });
writeFileSync(output, pyodide.FS.readFile("/output"));
