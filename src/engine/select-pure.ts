import { rangeError } from "../format/errors.js";
import { pureEngine } from "./pure.js";
import type { Engine, EngineChoice } from "./types.js";

/** Selects an engine in builds with the pure engine only. @throws RangeError (`ERR_DO_ENGINE`) for any other choice */
export function selectPureEngine(choice: EngineChoice = "auto"): Engine {
  if (choice === "auto" || choice === "pure") return pureEngine;
  throw rangeError("ERR_DO_ENGINE", 'engine must be "auto" or "pure".');
}
