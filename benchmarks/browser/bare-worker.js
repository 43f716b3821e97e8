import { loadPyodide } from "./pyodide/pyodide.mjs";

const pyodide = await loadPyodide();
postMessage(pyodide.runPython("6 * 15"));
