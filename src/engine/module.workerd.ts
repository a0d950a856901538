import compiled from "./durable-id.wasm";

/** The module of the WASM engine in Workers, which can't compile bytes, but import `.wasm` files. */
export function wasmModule(): WebAssembly.Module {
  return compiled;
}
