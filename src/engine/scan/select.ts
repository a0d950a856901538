import { scannerModule } from "#scanner-module";
import type { EngineName } from "../types.js";
import { parseField } from "./field.js";
import { createPureScanner } from "./pure.js";
import type { RecordFormat, RecordScanner } from "./types.js";
import { createWasmScanner, fitsModule } from "./wasm.js";

let adopted: WebAssembly.Module | undefined;

/**
 * A scanner of one input, for the engine that judges what it finds.
 * @param engine the engine in use: where the WASM engine runs, so does the WASM scanner
 */
export function createScanner(format: RecordFormat, engine: EngineName): RecordScanner {
  const isPure = engine === "pure" || ("field" in format && !fitsModule(parseField(format.field)));
  return isPure ? createPureScanner(format) : createWasmScanner(compiledScannerModule(), format);
}

/**
 * The compiled module of the WASM scanner, for another thread to adopt. Only to be asked for where the WASM engine runs.
 * @internal
 */
export function compiledScannerModule(): WebAssembly.Module {
  return adopted ?? scannerModule();
}

/**
 * Makes this thread's scanners of a module that another thread has compiled.
 * @internal
 */
export function adoptScannerModule(module: WebAssembly.Module): void {
  adopted = module;
}
