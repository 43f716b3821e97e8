import { startEngine } from "../assets/engine.js";
import { request } from "./request.js";

const engine = startEngine();
await engine.assess(request);
globalThis.answered = performance.now();

/** Milliseconds of one more answer, the way to the worker and back included. */
globalThis.again = async () => {
  const began = performance.now();
  await engine.assess(request);
  return performance.now() - began;
};
