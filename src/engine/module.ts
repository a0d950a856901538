import { wasmBase64 } from "./wasm-bytes.js";

let compiled: WebAssembly.Module | undefined;

/**
 * The module of the WASM engine, compiled when it is first asked for, and never on import.
 * @throws CompileError or a relative of it where SIMD or WebAssembly is refused
 */
export function wasmModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (digit) => digit.charCodeAt(0)));
  return compiled;
}
