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
  /** Those of them that occur more than once. */
  readonly repeated: number;
  /** Records that could go: all occurrences but the first of each ID. */
  readonly surplus: number;
}

/** Why a run ended before its inputs did: `--fail-fast`, a signal, or an input that can't be read to its end. */
export type StopReason = "failFast" | "signal" | "input";

/** What `check --json` prints: these keys stay, others may come. */
export interface Summary extends Tally {
  /** The counts of each input that was begun, in order. */
  readonly inputs: readonly InputCount[];
  /** Whether all inputs were read to their ends. */
  readonly complete: boolean;
  /** Why they were not, if they were not. */
  readonly stopReason?: StopReason;
  /** In the order of the command line; `wrongJurisdiction` are IDs that the namespace has in another jurisdiction. */
  readonly namespaces: readonly NamespaceCount[];
  /** Valid IDs by jurisdiction, `unrestricted` being those without one. */
  readonly jurisdictions: Readonly<Record<string, number>>;
  /** How many records are refused for each reason; each reason belongs to one verdict. */
  readonly reasons: ReasonCounts;
  /** Some refused records of each reason, from as many inputs as possible. */
  readonly samples: readonly Sample[];
  /** What is likely wrong where all or nearly all records are not valid. */
  readonly hints: readonly Hint[];
  /** How often valid IDs occur again, where that was asked for. */
  readonly duplicates?: Duplicates;
  /** How many damaged IDs were repaired, where that was asked for. */
  readonly repairs?: RepairCounts;
  /** How long the run took, all its resumptions included. */
  readonly seconds: number;
  /** Records a second. */
  readonly idsPerSecond: number;
  /** What gave the verdicts: an engine that hashes, or `remote`. */
  readonly engine: JudgeName;
}

/** What a report shows: the summary, and the records of each part of the inputs. */
export interface ReportData extends Summary {
  /** In the order of the inputs, each of the same width. */
  readonly bins: readonly FaultBin[];
  /** Where in the bins the inputs start, in their order. */
  readonly inputStarts: readonly InputStart[];
}

/** How a run ended, apart from what its sinks have collected. */
export interface Ending {
  /** The names of the inputs that were begun. */
  readonly inputs: readonly string[];
  /** Why the inputs were not read to their ends; `undefined` if they were. */
  readonly fault: InputError | undefined;
  /** How long it took. */
  readonly milliseconds: number;
  /** What gave the verdicts: an engine that hashes, or `remote`. */
  readonly engine: JudgeName;
  /** How often valid IDs occur again, where that was asked for. */
  readonly duplicates?: Duplicates | undefined;
  /** How many damaged IDs were repaired, where that was asked for. */
  readonly repairs?: RepairCounts | undefined;
  /** What is likely wrong; nothing by default. */
  readonly hints?: readonly Hint[] | undefined;
}

/**
 * The summary of a run.
 * @param counts its counts
 * @param samples its samples of refused records
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
