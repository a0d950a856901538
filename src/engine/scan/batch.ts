import type { ScanFault, ScannedRecords } from "./types.js";

/** Where a scan of a JSON array is. */
export const ArrayPlace = {
  /** Before its opening bracket. */
  before: 0,
  /** After that: the first element, or the end. */
  first: 1,
  /** After a comma: an element. */
  element: 2,
  /** After its closing bracket. */
  after: 3,
} as const;
export type ArrayPlace = (typeof ArrayPlace)[keyof typeof ArrayPlace];

/** What a run of a {@link BatchScanner} came to: see `ScanResult`. */
export interface BatchResult {
  count: number;
  next: number;
  lines: number;
  fault: ScanFault;
  faultLines: number;
}

/** The part of a scanner that each engine has its own of: it finds the records that are whole in the window, and keeps nothing between its runs but `place`. */
export interface BatchScanner {
  readonly records: ScannedRecords;
  /** All of the window that there is. */
  readonly window: Uint8Array;
  /** Makes it at least that large, and keeps its content. */
  reserve(size: number): void;
  /** CSV: which column holds the ID. */
  column: number;
  /** CSV: the byte that ends a row, and that between fields. */
  lineEnd: number;
  delimiter: number;
  /** JSON array: where in it the next run begins. */
  place: ArrayPlace;
  /** Finds the records in the window's bytes `from` to `to`: `limit` at most. */
  run(from: number, to: number, isLast: boolean, limit: number): BatchResult;
}
