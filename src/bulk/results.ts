import type { Verdicts } from "../engine/types.js";
import type { OwnFloat64Array, OwnUint8Array } from "../format/bytes.js";

/** How many IDs got each verdict; `total` is the sum of the other four. */
export interface Tally {
  /** All of them. */
  total: number;
  /** `Verdict.valid`: an ID of one of the namespaces. */
  valid: number;
  /** `Verdict.malformed`: not 64 hex digits. */
  malformed: number;
  /** `Verdict.foreign`: of no namespace of the list, or made up. */
  foreign: number;
  /** `Verdict.wrongJurisdiction`: of a subnamespace's parent, but of another jurisdiction, or of none. */
  wrongJurisdiction: number;
}

/** The result of a check: for each ID, at its index, a verdict, a namespace and a jurisdiction. */
export interface BulkResult extends Verdicts {
  /** The sums of `verdicts`. */
  readonly tally: Tally;
}

/** What is said of the records of a stretch of input, each at the record's index, in new arrays. */
export interface RecordResults extends Verdicts {
  /** How many bytes of the stream come before each record: exact up to 8 PB. */
  readonly offsets: OwnFloat64Array;
  /** How many bytes each record has, without its line end. */
  readonly lengths: OwnFloat64Array;
  /** The line, counted from 1, on which each record starts. */
  readonly lines: OwnFloat64Array;
  /** Why each record is refused: an index into `REASONS`, or 0xff for a valid record. */
  readonly reasons: OwnUint8Array;
  /** The sums of `verdicts`. */
  readonly tally: Tally;
}
