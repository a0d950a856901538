import { decodeBase64 } from "./base64.js";
import { wasmBase64 } from "./wasm-bytes.js";

let compiled: WebAssembly.Module | undefined;

/**
 * The module of the WASM engine, compiled at the first call and not on import.
 * @throws CompileError or a relative of it where SIMD or WebAssembly is refused
 */
export function wasmModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(decodeBase64(wasmBase64));
  return compiled;
}
