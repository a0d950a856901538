import compiled from "./durable-id-scanner.wasm";

/** The module of the WASM scanner in Workers, which can't compile bytes, but import `.wasm` files. */
export function scannerModule(): WebAssembly.Module {
  return compiled;
}
