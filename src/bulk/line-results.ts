import { UNRESTRICTED } from "../format/jurisdiction.js";
import { NO_NAMESPACE, Verdict } from "../format/verdict.js";
import type { LineChecker } from "./line-checker.js";
import type { LineResults } from "./results.js";
import { tallyOf } from "./tally.js";

/** A copy of what a round found. */
export function copyRound(checker: LineChecker, offsetOfText: number): LineResults {
  const { verdicts: found, count } = checker;
  const verdicts = found.verdicts.slice(0, count);
  const offsets = new Float64Array(count);
  for (let i = 0; i < count; i++) offsets[i] = offsetOfText + found.starts[i];
  return {
    verdicts,
    namespaces: found.namespaces.slice(0, count),
    jurisdictions: found.jurisdictions.slice(0, count),
    offsets,
    lengths: Float64Array.from(found.lengths.subarray(0, count)),
    tally: tallyOf(verdicts),
  };
}

/** The result of one line that is too long for an ID. */
export function malformedLine(offset: number, length: number): LineResults {
  const verdicts = Uint8Array.of(Verdict.malformed);
  return {
    verdicts,
    namespaces: Uint16Array.of(NO_NAMESPACE),
    jurisdictions: Uint8Array.of(UNRESTRICTED),
    offsets: Float64Array.of(offset),
    lengths: Float64Array.of(length),
    tally: tallyOf(verdicts),
  };
}
