/**
 * Replaces the module of the WASM scanner in bundles with the condition `durable-id-pure`: see `../module.none.ts`.
 * @throws Error always
 */
export function scannerModule(): WebAssembly.Module {
  throw new Error("this build has no WASM module (it was made with the condition durable-id-pure)");
}
