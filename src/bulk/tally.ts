import { Verdict } from "../verdict.js";
import type { Tally } from "./results.js";

/** Counts verdicts. */
export function tallyOf(codes: Uint8Array): Tally {
  const counts = [0, 0, 0, 0];
  for (const code of codes) counts[code]++;
  return {
    total: codes.length,
    valid: counts[Verdict.valid],
    malformed: counts[Verdict.malformed],
    foreign: counts[Verdict.foreign],
    wrongJurisdiction: counts[Verdict.wrongJurisdiction],
  };
}
