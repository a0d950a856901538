import type { Verdicts } from "../engine/types.js";

/** How many IDs got each verdict; `total` is the sum of the other four. */
export interface Tally {
  total: number;
  valid: number;
  malformed: number;
  foreign: number;
  wrongJurisdiction: number;
}

/** What a check says of each ID, at the ID's index. The arrays are the validator's own: its next check writes them again. */
export interface BulkResult extends Verdicts {
  readonly tally: Tally;
}

/**
 * What is said of each line, at the line's index in this result, and where it stands in the stream. The arrays are new ones in
 * each result, with buffers of their own.
 */
export interface LineResults extends Verdicts {
  /** How many bytes of the stream come before each line: exact up to 8 PB. */
  readonly offsets: Float64Array<ArrayBuffer>;
  /** How many bytes each line has, without its ending. */
  readonly lengths: Float64Array<ArrayBuffer>;
  readonly tally: Tally;
}
