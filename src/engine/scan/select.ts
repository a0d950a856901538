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
 * A scanner of one input, for the engine that judges what it finds.
 * @param engine the engine in use: where the WASM engine runs, so does the WASM scanner
 */
export function createScanner(format: RecordFormat, engine: EngineName): RecordScanner {
  const isPure = engine === "pure" || ("field" in format && !fitsModule(parseField(format.field)));
  return isPure ? createPureScanner(format) : createWasmScanner(scannerModule(), format);
}

/**
 * A search for the digits of IDs in one text.
 * @param engine the engine in use: where the WASM engine runs, so does the WASM search
 */
export function createSearch(engine: EngineName): DigitSearch {
  return engine === "pure" ? new PureSearch() : new WasmSearch(scannerModule());
}
