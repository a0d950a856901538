import { decodeBase64 } from "./base64.js";
import { wasmBase64 } from "./wasm-bytes.js";

let compiled: WebAssembly.Module | undefined;

/**
 * The module of the WASM engine, compiled at the first call, not on import.
 * @throws CompileError or a similar error if WebAssembly or SIMD is not available
 */
export function wasmModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(decodeBase64(wasmBase64));
  return compiled;
}
