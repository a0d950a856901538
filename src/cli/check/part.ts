import type { AlongPart } from "./along.js";
import type { Fault, FaultName } from "./faults.js";

/** A number that was counted, and its index; what was never counted is left out. */
export type Count = readonly [index: number, count: number];

/**
 * What was counted in some records, in numbers and strings alone: threads hand it to each other, and checkpoints hold it.
 */
export interface Part {
  /** By verdict. */
  readonly verdicts: readonly number[];
  /** Valid ones by namespace. */
  readonly valid: readonly Count[];
  /** Those of a wrong jurisdiction by namespace. */
  readonly wrongJurisdiction: readonly Count[];
  /** Valid ones by the code of their jurisdiction. */
  readonly byCode: readonly Count[];
  /** The first ones of each kind that are not valid. */
  readonly faults: Readonly<Record<FaultName, readonly Fault[]>>;
  readonly along: AlongPart;
}

/** The entries of an array that are not 0. */
export function countsOf(array: Float64Array): Count[] {
  const counts: Count[] = [];
  for (let index = 0; index < array.length; index++) if (array[index] > 0) counts.push([index, array[index]]);
  return counts;
}

/** Adds entries to those of an array. */
export function addCounts(counts: readonly Count[], array: Float64Array): void {
  for (const [index, count] of counts) array[index] += count;
}
