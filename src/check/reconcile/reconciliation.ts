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
  /** Records that are not IDs. */
  readonly refused: number;
  /** Records that are not IDs, by reason. */
  readonly reasons: ReasonCounts;
}

/** The stored records of all inputs. */
export interface StoredCounts extends Omit<StoredInput, "name"> {
  /** Different IDs. */
  readonly distinct: number;
  /** In the order of the plan. */
  readonly inputs: readonly StoredInput[];
  /** Some records that are not IDs for each reason, from as many inputs as possible. */
  readonly samples: readonly Sample[];
}

/** The results for the objects of one namespace. */
export interface ReconciledNamespace extends ListedNamespace {
  /** Its objects. */
  readonly listed: ObjectCounts;
  /** Objects whose IDs are stored. */
  readonly both: ObjectCounts;
  /** Objects whose IDs are not stored. */
  readonly listedOnly: ObjectCounts;
}

/** The output of `reconcile --json`: these keys stay, later releases may add others. */
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
  /** The same counts for each namespace. */
  readonly namespaces: readonly ReconciledNamespace[];
  /** Likely causes for inputs without a single ID. */
  readonly hints: readonly Hint[];
  /** How long the comparison took, in seconds. */
  readonly seconds: number;
}

/**
 * Returns whether all stored IDs are listed, and all listed objects are stored.
 * @param found the result of {@link reconcile}
 * @returns `false` also if a stored record is not an ID
 */
export function isReconciled({ stored, storedOnly, listedOnly }: Reconciliation): boolean {
  return stored.refused === 0 && storedOnly === 0 && listedOnly.total === 0;
}
