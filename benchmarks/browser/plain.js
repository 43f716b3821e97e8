import { WORKER } from "../assets/engine.js";
import { request } from "./request.js";

const worker = new Worker(WORKER, { type: "module", name: "plain" });
worker.postMessage({ id: 1, module: "ahce_core.api", function: "assess", text: request });
worker.onmessage = ({ data }) => {
  if (data.id === 1) globalThis.answered = performance.now();
};
