import type { Tally } from "../bulk/results.js";
import type { Hint } from "./hints.js";
import type { OpenJudge } from "./judge.js";
import type { JudgedNamespace } from "./namespaces.js";
import type { PlannedInput } from "./planned-input.js";
import type { Destination } from "./sink.js";
import type { RepairLimits, Repairs } from "./sinks/repairs.js";

/**
 * The source of a run's verdicts: keys that the program has, or a Worker that has the namespaces bound. Created by
 * `createPlan` from `namespaces`, or by `remoteVerdicts`.
 */
export interface VerdictSource {
  /** The namespaces, in the order of their indexes in verdicts; at least one. */
  readonly namespaces: readonly JudgedNamespace[];
  /**
   * Distinguishes this source from others, in a checkpoint.
   * @returns a value for `JSON.stringify` that reveals no key and no token
   */
  identity(): unknown;
  /**
   * Opens the judge that gives the records of a run their verdicts.
   * @internal
   * @param inputs the inputs of the run
   * @param stop stops the run when aborted
   */
  open(inputs: readonly PlannedInput[], stop: AbortSignal | undefined): OpenJudge;
  /**
   * Returns likely causes of foreign IDs.
   * @param tally the counts of the run
   * @param foreignIds some of its foreign IDs
   */
  hints(tally: Tally, foreignIds: readonly string[]): Hint[];
  /**
   * Creates the sink that repairs damaged IDs. Missing for a source without keys.
   * @param destination receives the repairs
   * @param limits limits of the search
   */
  createRepairs?(destination: Destination, limits: RepairLimits): Repairs;
}
