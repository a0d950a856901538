/**
 * Replaces the module of the WASM engine in a build that leaves it out: one bundled with the condition
 * `durable-id-pure` (esbuild: `--conditions=durable-id-pure`), for whom 16 KB matter more than speed.
 * @throws Error always: `auto` takes the pure engine then, and gives this as its reason
 */
export function wasmModule(): WebAssembly.Module {
  throw new Error("this build has no WASM module (it was made with the condition durable-id-pure)");
}
