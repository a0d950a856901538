import type { FaultName } from "../../check/sinks/samples.js";
import type { VerdictName } from "../../check/verdict-names.js";
import { formatCount, formatShare } from "../../text/quantities.js";

/** Verdicts that are faults, in the order in which they are shown and stacked. */
export const FAULTS: readonly FaultName[] = ["malformed", "foreign", "wrongJurisdiction"];

/** Verdicts in the order in which they are shown. */
export const VERDICTS: readonly VerdictName[] = ["valid", ...FAULTS];

/** Verdicts as a reader of English calls them. */
export const TITLES: Readonly<Record<VerdictName, string>> = {
  valid: "valid",
  malformed: "malformed",
  foreign: "foreign",
  wrongJurisdiction: "wrong jurisdiction",
};

/** What each fault means, and what to do about it. */
export const MEANINGS: Readonly<Record<FaultName, string>> = {
  malformed:
    "Not 64 hex digits: cut off, quoted, padded, or something else altogether. What is odd about them is marked.",
  foreign: "64 hex digits that none of the keys has signed: of another namespace, mistyped, or made up.",
  wrongJurisdiction:
    "Of a namespace that was asked for, but of another jurisdiction than the one that was, or of none.",
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

/** A number for an attribute of a shape: four decimals are more than a screen can show. */
export function coordinate(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
