/** A fresh process: how long the module takes to be decoded and compiled, and then to become an instance. */
import { readFileSync } from "node:fs";

const base64 = readFileSync("dist/engine/durable-id.wasm").toString("base64");
const start = performance.now();
const binary = atob(base64);
const bytes = new Uint8Array(binary.length);
for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
const module = new WebAssembly.Module(bytes);
const compiled = performance.now();
const instance = new WebAssembly.Instance(module);
const end = performance.now();
if (!("verify" in instance.exports)) throw new Error("Not the module.");
console.log(process.argv[2] === "compile" ? compiled - start : end - compiled);
