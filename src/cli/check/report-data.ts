import type { Summary } from "./summary.js";

/** How many records of a stretch of the input got which verdict: the rest of `total` are valid. */
export interface AlongBin {
  readonly malformed: number;
  readonly foreign: number;
  readonly wrongJurisdiction: number;
  readonly total: number;
}

/** Where along the input the faults stand: at most 200 stretches of equal length, in order, one behind the other. */
export interface Along {
  /** What the length of a stretch is measured in. */
  readonly unit: "bytes" | "records";
  readonly bins: readonly AlongBin[];
}

/** What the report page is made of: the summary as `--json` prints it, and where along the input the faults stand. */
export interface ReportData extends Summary {
  readonly along: Along;
}
