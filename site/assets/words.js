/** Two languages on every page: which one it speaks, its own sentences, and the labelled texts that Python gives. */

let forced = false;

/** Whether the page speaks English just now. */
export function english() {
  return !forced && document.documentElement.lang === "en";
}

/** What `write` returns, written in Chinese whatever the page speaks. @template T @param {() => T} write @returns {T} */
export function inChinese(write) {
  forced = true;
  try {
    return write();
  } finally {
    forced = false;
  }
}

/** A text of the catalogue or of an answer, which has `name` and `name_en`. @param {Record<string, any>} labelled @param {string} name @returns {string} */
export function say(labelled, name) {
  return labelled[english() ? `${name}_en` : name] ?? "";
}

/**
 * A value for every {} of a sentence, so that the type check finds a sentence with a hole.
 * @template {string} S
 * @typedef {S extends `${string}{}${infer Rest}` ? [value: unknown, ...Holes<Rest>] : unknown[]} Holes
 */

/**
 * Speaks the sentences of a page, each given in Chinese and in English; each {} takes the next value.
 *
 *     const t = wordsOf({ count: ["{}项", "{} entries"] });
 *     t("count", 3);
 *
 * @template {Record<string, readonly [chinese: string, english: string]>} const T
 * @param {T} sentences
 * @returns {<K extends keyof T>(key: K, ...values: Holes<T[K][0]> & Holes<T[K][1]>) => string}
 */
export function wordsOf(sentences) {
  return (key, ...values) => {
    let index = 0;
    return sentences[key][english() ? 1 : 0].replace(/\{\}/g, () => String(values[index++] ?? ""));
  };
}
