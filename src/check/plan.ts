import type { PlannedInput } from "./planned-input.js";
import type { VerdictSource } from "./verdict-source.js";

/** A resolved plan of a run: every option is parsed and checked, so that later code never sees raw options. */
export interface Plan {
  /** In the order in which they are read. */
  readonly inputs: readonly PlannedInput[];
  /** The source of the records' verdicts. */
  readonly verdicts: VerdictSource;
  /** The least number of records that the inputs must have. */
  readonly minRecords: number;
  /** Stops the run when more records than this are invalid. */
  readonly invalidLimit?: number | undefined;
  /** Stops the run when aborted; the reason is the signal's name. */
  readonly stop?: AbortSignal | undefined;
}
