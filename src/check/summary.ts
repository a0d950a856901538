import type { Tally } from "../bulk/results.js";
import { type InputError, Stopped, TooManyInvalid } from "./errors.js";
import type { Hint } from "./hints.js";
import type { JudgeName } from "./judge.js";
import type { Counts, InputCount, NamespaceCount } from "./sinks/counts.js";
import type { FaultBin, InputStart } from "./sinks/histogram.js";
import type { ReasonCounts } from "./sinks/input-counts.js";
import type { RepairCounts } from "./sinks/repairs.js";
import type { Sample, Samples } from "./sinks/samples.js";

/** Valid IDs that occur more than once. */
export interface Duplicates {
  /** Different valid IDs. */
  readonly distinct: number;
  /** IDs that occur more than once. */
  readonly repeated: number;
  /** Records that could be removed: all occurrences except the first of each ID. */
  readonly surplus: number;
}

/** Why a run ended before its inputs did: `--fail-fast`, a signal, or an input that can't be read to its end. */
export type StopReason = "failFast" | "signal" | "input";

/** The output of `check --json`: these keys stay, later releases may add others. */
export interface Summary extends Tally {
  /** The counts of each input that was begun, in order. */
  readonly inputs: readonly InputCount[];
  /** Whether all inputs were read to their ends. */
  readonly complete: boolean;
  /** The reason why they were not; missing if they were. */
  readonly stopReason?: StopReason;
  /** In the order of the command line; `wrongJurisdiction` counts IDs of the namespace in another jurisdiction. */
  readonly namespaces: readonly NamespaceCount[];
  /** Valid IDs by jurisdiction; `unrestricted` counts those without one. */
  readonly jurisdictions: Readonly<Record<string, number>>;
  /** How many records are invalid for each reason; each reason belongs to one verdict. */
  readonly reasons: ReasonCounts;
  /** Some invalid records for each reason, from as many inputs as possible. */
  readonly samples: readonly Sample[];
  /** Likely causes if all or nearly all records are invalid. */
  readonly hints: readonly Hint[];
  /** Duplicates among the valid IDs, if requested. */
  readonly duplicates?: Duplicates;
  /** How many damaged IDs were repaired, if requested. */
  readonly repairs?: RepairCounts;
  /** How long the run took, including all its resumptions. */
  readonly seconds: number;
  /** Records per second. */
  readonly idsPerSecond: number;
  /** The source of the verdicts: an engine that hashes, or `remote`. */
  readonly engine: JudgeName;
}

/** The data of a report: the summary, and the records of each part of the inputs. */
export interface ReportData extends Summary {
  /** In the order of the inputs; all bins have the same width. */
  readonly bins: readonly FaultBin[];
  /** The positions in the bins at which the inputs start, in order. */
  readonly inputStarts: readonly InputStart[];
}

/** How a run ended, apart from the state of its sinks. */
export interface Ending {
  /** The names of the inputs that were begun. */
  readonly inputs: readonly string[];
  /** Why the inputs were not read to their ends; `undefined` if they were. */
  readonly fault: InputError | undefined;
  /** How long it took. */
  readonly milliseconds: number;
  /** The source of the verdicts: an engine that hashes, or `remote`. */
  readonly engine: JudgeName;
  /** Duplicates among the valid IDs, if requested. */
  readonly duplicates?: Duplicates | undefined;
  /** How many damaged IDs were repaired, if requested. */
  readonly repairs?: RepairCounts | undefined;
  /** Likely causes of faults; none by default. */
  readonly hints?: readonly Hint[] | undefined;
}

/**
 * Builds the summary of a run.
 * @param counts its counts
 * @param samples its samples of invalid records
 * @param ending how it ended
 */
export function summarize(counts: Counts, samples: Samples, ending: Ending): Summary {
  const { inputs, fault, milliseconds, engine, duplicates, repairs, hints = [] } = ending;
  const tally = counts.tally();
  const seconds = milliseconds / 1000;
  return {
    inputs: counts.inputCounts(inputs),
    complete: fault === undefined,
    ...(fault && { stopReason: stopReasonOf(fault) }),
    ...tally,
    reasons: counts.reasonCounts(),
    namespaces: counts.namespaceCounts(),
    jurisdictions: counts.jurisdictionCounts(),
    samples: samples.samples(),
    hints,
    ...(duplicates && { duplicates }),
    ...(repairs && { repairs }),
    seconds: Math.round(milliseconds) / 1000,
    idsPerSecond: seconds > 0 ? Math.round(tally.total / seconds) : 0,
    engine,
  };
}

function stopReasonOf(fault: InputError): StopReason {
  if (fault instanceof TooManyInvalid) return "failFast";
  return fault instanceof Stopped ? "signal" : "input";
}
