import { decodeBase64 } from "../base64.js";
import { scannerBase64 } from "./scanner-bytes.js";

let compiled: WebAssembly.Module | undefined;

/**
 * The module of the WASM scanner, compiled at the first call and not on import.
 * @throws CompileError or a relative of it where SIMD or WebAssembly is refused
 */
export function scannerModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(decodeBase64(scannerBase64));
  return compiled;
}
