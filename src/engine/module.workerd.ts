import compiled from "./durable-id.wasm";

/** The module of the WASM engine, as Workers have it: they forbid compiling bytes, and import `.wasm` files instead. */
export function wasmModule(): WebAssembly.Module {
  return compiled;
}
