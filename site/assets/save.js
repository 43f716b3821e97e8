/** A file that a page made or fetched, put where the browser keeps what it saves. */

/** @param {Blob} file @param {string} name */
export function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still be reading it
}

/** @param {unknown} data @param {string} name without its suffix */
export function saveJson(data, name) {
  save(new Blob([JSON.stringify(data, null, 1)], { type: "application/json" }), `${name}.json`);
}
