import type { FaultName } from "../../check/sinks/samples.js";
import type { VerdictName } from "../../format/verdict.js";
import { formatCount, formatShare } from "../../text/quantities.js";
import { FAULTS, TITLES } from "../summary/words.js";

export { FAULTS, TITLES };

/** Verdicts in the order in which they are shown. */
export const VERDICTS: readonly VerdictName[] = ["valid", ...FAULTS];

/** The meaning of each fault. */
export const MEANINGS: Readonly<Record<FaultName, string>> = {
  malformed: "Not 64 hex digits. In the samples, characters that can't be in an ID are marked.",
  foreign: "64 hex digits that verify under none of the keys: from another namespace, mistyped, or made up.",
  wrongJurisdiction: "From one of the namespaces, but not in the requested jurisdiction.",
};

const NO_BREAK_SPACE = "\u00a0";

/** `1 ID`, `2 IDs`. */
export function idCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "ID" : "IDs"}`;
}

/** A share of a whole that stays on one line: `95.1 %`. */
export function shareText(part: number, whole: number): string {
  return formatShare(part, whole).replaceAll(" ", NO_BREAK_SPACE);
}

/** A number for an attribute of a shape, with four decimals: more than a screen can show. */
export function coordinate(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
