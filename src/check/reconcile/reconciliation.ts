import type { Hint } from "../hints.js";
import type { ReasonCounts } from "../sinks/input-counts.js";
import type { Sample } from "../sinks/samples.js";
import type { ListedNamespace } from "./listing.js";
import type { ObjectCounts } from "./object-counts.js";

/** The stored records of one input. */
export interface StoredInput {
  /** The name of the input; standard input is `stdin`. */
  readonly name: string;
  /** Its records. */
  readonly records: number;
  /** Records that are IDs. */
  readonly ids: number;
  /** Records that are not. */
  readonly refused: number;
  /** The refused records by reason. */
  readonly reasons: ReasonCounts;
}

/** The stored records of all inputs. */
export interface StoredCounts extends Omit<StoredInput, "name"> {
  /** Different IDs. */
  readonly distinct: number;
  /** In the order of the plan. */
  readonly inputs: readonly StoredInput[];
  /** Some refused records of each reason, from as many inputs as possible. */
  readonly samples: readonly Sample[];
}

/** What became of the objects of one namespace. */
export interface ReconciledNamespace extends ListedNamespace {
  /** Its objects. */
  readonly listed: ObjectCounts;
  /** Those whose IDs are stored. */
  readonly both: ObjectCounts;
  /** Those whose IDs are not. */
  readonly listedOnly: ObjectCounts;
}

/** What `reconcile --json` prints: these keys stay, others may come. */
export interface Reconciliation {
  /** The stored records. */
  readonly stored: StoredCounts;
  /** The objects of the listing. */
  readonly listed: ObjectCounts;
  /** Objects that are listed and whose IDs are stored. */
  readonly both: ObjectCounts;
  /** Different IDs that are stored and not listed. */
  readonly storedOnly: number;
  /** Objects that are listed and whose IDs are not stored. */
  readonly listedOnly: ObjectCounts;
  /** The same by namespace. */
  readonly namespaces: readonly ReconciledNamespace[];
  /** What is likely wrong with an input that has no ID. */
  readonly hints: readonly Hint[];
  /** How long it took. */
  readonly seconds: number;
}

/**
 * Whether everything that is stored is listed, and the other way round.
 * @param found what {@link reconcile} found
 * @returns `false` also if a stored record is not an ID
 */
export function isReconciled({ stored, storedOnly, listedOnly }: Reconciliation): boolean {
  return stored.refused === 0 && storedOnly === 0 && listedOnly.total === 0;
}
