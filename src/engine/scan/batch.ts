import type { ScannedRecords, ScanResult } from "./types.js";

/** The position of a scan in a JSON array. */
export const ArrayPlace = {
  /** Before the opening bracket. */
  before: 0,
  /** After the opening bracket: the first element or the closing bracket follows. */
  first: 1,
  /** After a comma: an element follows. */
  element: 2,
  /** After the closing bracket. */
  after: 3,
} as const;
export type ArrayPlace = (typeof ArrayPlace)[keyof typeof ArrayPlace];

/** The part of a scanner that is specific to an engine: finds the records that are complete in the window. Stateless between runs, except for `place`. */
export interface BatchScanner {
  readonly records: ScannedRecords;
  /** The whole window. */
  readonly window: Uint8Array;
  /** Enlarges the window to at least this size, and keeps its content. */
  reserve(size: number): void;
  /** CSV: the column of the ID. */
  column: number;
  /** CSV: the byte that ends a row, and the byte between fields. */
  lineEnd: number;
  delimiter: number;
  /** JSON array: the position at which the next run begins. */
  place: ArrayPlace;
  /** Finds at most `limit` records in the window's bytes `from` to `to`. */
  run(from: number, to: number, isLast: boolean, limit: number): ScanResult;
}
