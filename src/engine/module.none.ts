/**
 * Replaces the module of the WASM engine in bundles that leave it out to save 16 KB: those with the condition
 * `durable-id-pure` (esbuild: `--conditions=durable-id-pure`).
 * @throws Error always: `auto` then selects the pure engine, with this error as the reason
 */
export function wasmModule(): WebAssembly.Module {
  throw new Error("this build has no WASM module (it was made with the condition durable-id-pure)");
}
