import type { FaultName } from "../../check/sinks/samples.js";
import type { VerdictName } from "../../format/verdict.js";

/** The names of verdicts in summaries and reports. */
export const TITLES: Readonly<Record<VerdictName, string>> = {
  valid: "valid",
  malformed: "malformed",
  foreign: "foreign",
  wrongJurisdiction: "wrong jurisdiction",
};

/** Verdicts that are faults, in the order in which they are shown. */
export const FAULTS: readonly FaultName[] = ["malformed", "foreign", "wrongJurisdiction"];
