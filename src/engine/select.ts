import { ErrorCode, rangeError } from "../errors.js";
import { pureEngine } from "./pure.js";
import type { Engine, EngineName } from "./types.js";

/** Which engine to use: one by name, or the fastest that runs here. */
export type EngineChoice = "auto" | EngineName;

/**
 * The engine of a choice.
 * @throws RangeError (`ERR_DO_ENGINE`) for anything that is not a choice
 */
export function selectEngine(choice: EngineChoice = "auto"): Engine {
  if (choice === "auto" || choice === "pure") return pureEngine;
  throw rangeError(ErrorCode.engine, `Unknown engine ${JSON.stringify(choice)}; there are: "auto", "pure".`);
}
