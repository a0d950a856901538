import compiled from "./durable-id-scanner.wasm";

/** The module of the WASM scanner for Workers: they can't compile bytes, and import `.wasm` files. */
export function scannerModule(): WebAssembly.Module {
  return compiled;
}
