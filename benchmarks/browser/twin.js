// Art. 12(1), prizes, written by hand: what a page costs that needs no Python at all.
const FIRST = { national: { special: 90, first: 90, second: 90, third: 50 }, provincial: { special: 50, first: 50, second: 40, third: 30 } };

/** @param {"national" | "provincial"} level @param {"special" | "first" | "second" | "third"} prize @param {number} place */
function hours(level, prize, place) {
  const lower = prize === "second" || prize === "third" ? 3 * (place - 1) : 0;
  return Math.max(0, FIRST[level][prize] - lower);
}

document.querySelector("#hours").textContent = `${hours("provincial", "second", 2)}`;
globalThis.answered = performance.now();
