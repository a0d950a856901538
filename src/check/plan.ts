import type { PlannedInput } from "./planned-input.js";
import type { VerdictSource } from "./verdict-source.js";

/** What a run is to do: every option resolved and checked, so that nothing behind it sees an option again. */
export interface Plan {
  /** In the order in which they are read. */
  readonly inputs: readonly PlannedInput[];
  /** Where the records' verdicts come from. */
  readonly verdicts: VerdictSource;
  /** Records that there must be at least. */
  readonly minRecords: number;
  /** Stops the run at the first record that makes more than this many invalid. */
  readonly invalidLimit?: number | undefined;
  /** Stops the run when it is aborted; the reason is the signal's name. */
  readonly stop?: AbortSignal | undefined;
}
