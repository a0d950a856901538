/** A fresh process: how long the module takes to be decoded and compiled, and then to become an instance. */
import { readFileSync } from "node:fs";

const base64 = readFileSync("dist/engine/durable-id.wasm").toString("base64");
const start = performance.now();
const module = new WebAssembly.Module(Uint8Array.from(atob(base64), (digit) => digit.charCodeAt(0)));
const compiled = performance.now();
const instance = new WebAssembly.Instance(module);
const end = performance.now();
if (!("verify" in instance.exports)) throw new Error("Not the module.");
console.log(process.argv[2] === "compile" ? compiled - start : end - compiled);
