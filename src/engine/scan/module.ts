import { decodeBase64 } from "../base64.js";
import { scannerBase64 } from "./scanner-bytes.js";

let compiled: WebAssembly.Module | undefined;

/**
 * The module of the WASM scanner, compiled at the first call, not on import.
 * @throws CompileError or a similar error if WebAssembly or SIMD is not available
 */
export function scannerModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(decodeBase64(scannerBase64));
  return compiled;
}
