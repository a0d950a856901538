import { scannerModule } from "#scanner-module";
import type { EngineName } from "../types.js";
import type { DigitSearch } from "./digit-search.js";
import { parseField } from "./field.js";
import { createPureScanner } from "./pure.js";
import { PureSearch } from "./search-pure.js";
import { WasmSearch } from "./search-wasm.js";
import type { RecordFormat, RecordScanner } from "./types.js";
import { createWasmScanner, fitsModule } from "./wasm.js";

/**
 * Creates a scanner of one input, for the engine that judges its records.
 * @param engine the engine in use: the WASM scanner is available wherever the WASM engine is
 */
export function createScanner(format: RecordFormat, engine: EngineName): RecordScanner {
  const isPure = engine === "pure" || ("field" in format && !fitsModule(parseField(format.field)));
  return isPure ? createPureScanner(format) : createWasmScanner(scannerModule(), format);
}

/**
 * Creates a search for the digits of IDs in one text.
 * @param engine the engine in use: the WASM search is available wherever the WASM engine is
 */
export function createSearch(engine: EngineName): DigitSearch {
  return engine === "pure" ? new PureSearch() : new WasmSearch(scannerModule());
}
