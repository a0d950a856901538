import type { Verdicts } from "../engine/types.js";

/** Creates arrays for the verdicts on `count` IDs. */
export function newVerdicts(count: number): Verdicts {
  return {
    verdicts: new Uint8Array(count),
    namespaces: new Uint16Array(count),
    jurisdictions: new Uint8Array(count),
  };
}
