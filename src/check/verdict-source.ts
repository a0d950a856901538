import type { Tally } from "../bulk/results.js";
import type { Hint } from "./hints.js";
import type { OpenJudge } from "./judge.js";
import type { JudgedNamespace } from "./namespaces.js";
import type { PlannedInput } from "./planned-input.js";
import type { Destination } from "./sink.js";
import type { RepairLimits, Repairs } from "./sinks/repairs.js";

/** Where the verdicts of a run come from: keys that the program has, or a Worker that has the namespaces bound. */
export interface VerdictSource {
  /** The namespaces, at the indexes that verdicts have for them; at least one. */
  readonly namespaces: readonly JudgedNamespace[];
  /**
   * What tells this source from others, in a checkpoint.
   * @returns a value for `JSON.stringify`, from which no key and no token can be had
   */
  identity(): unknown;
  /**
   * Opens what gives the records of a run their verdicts.
   * @param inputs the inputs of the run
   * @param stop stops the run when it is aborted
   */
  open(inputs: readonly PlannedInput[], stop: AbortSignal | undefined): OpenJudge;
  /**
   * What is likely wrong if IDs are foreign.
   * @param tally the counts of the run
   * @param foreignIds some of its foreign IDs
   */
  hints(tally: Tally, foreignIds: readonly string[]): Hint[];
  /**
   * Makes the sink that repairs damaged IDs. A source without keys can't: it has no such method.
   * @param destination where the repairs go
   * @param limits how long it may search
   */
  createRepairs?(destination: Destination, limits: RepairLimits): Repairs;
}
