// The same page, with a web worker, whose answer goes into the element `worker`.
import { vectors } from "./page.mjs";

const worker = new Worker(new URL("./web-worker.mjs", import.meta.url), { type: "module" });
const show = (text) => {
  document.querySelector("#worker").textContent = text;
};
worker.onmessage = ({ data }) => show(data);
worker.onerror = ({ message }) => show(`failed: ${message}`);
worker.postMessage(vectors);
