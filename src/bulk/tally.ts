import { Verdict } from "../format/verdict.js";
import type { Tally } from "./results.js";

/** Counts verdicts. */
export function tallyOf(verdicts: Uint8Array): Tally {
  const counts = [0, 0, 0, 0];
  for (const verdict of verdicts) counts[verdict]++;
  return {
    total: verdicts.length,
    valid: counts[Verdict.valid],
    malformed: counts[Verdict.malformed],
    foreign: counts[Verdict.foreign],
    wrongJurisdiction: counts[Verdict.wrongJurisdiction],
  };
}
