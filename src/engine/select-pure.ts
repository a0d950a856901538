import { rangeError } from "../format/errors.js";
import { pureEngine } from "./pure.js";
import type { Engine, EngineChoice } from "./types.js";

/** The engine of a choice where there is only the pure one. @throws RangeError (`ERR_DO_ENGINE`) for any other */
export function selectPureEngine(choice: EngineChoice = "auto"): Engine {
  if (choice === "auto" || choice === "pure") return pureEngine;
  throw rangeError("ERR_DO_ENGINE", 'engine must be "auto" or "pure" here.');
}
