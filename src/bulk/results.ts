import type { Verdicts } from "../engine/types.js";
import type { ArrayBufferBytes, ArrayBufferFloat64s } from "../format/bytes.js";

/** How many IDs got each verdict; `total` is the sum of the other four. */
export interface Tally {
  /** The number of IDs. */
  total: number;
  /** `Verdict.valid`: an ID of one of the namespaces. */
  valid: number;
  /** `Verdict.malformed`: not 64 hex digits. */
  malformed: number;
  /** `Verdict.foreign`: from none of the namespaces, or made up. */
  foreign: number;
  /** `Verdict.wrongJurisdiction`: from a subnamespace's parent, but in another jurisdiction, or unrestricted. */
  wrongJurisdiction: number;
}

/** The result of a check: the verdict, namespace and jurisdiction of each ID, at the ID's index. */
export interface BulkResult extends Verdicts {
  /** The counts of `verdicts`. */
  readonly tally: Tally;
}

/** The results for consecutive records of an input, each at the record's index, in new arrays. */
export interface RecordResults extends Verdicts {
  /** The offset of each record in the stream, in bytes: exact up to 8 PB. */
  readonly offsets: ArrayBufferFloat64s;
  /** The length of each record in bytes, without its line end. */
  readonly lengths: ArrayBufferFloat64s;
  /** The line, counted from 1, on which each record starts. */
  readonly lines: ArrayBufferFloat64s;
  /** Why each record is invalid: an index into `REASONS`, or 0xff for a valid record. */
  readonly reasons: ArrayBufferBytes;
  /** The counts of `verdicts`. */
  readonly tally: Tally;
}
