import type { RecordBatch } from "./batch.js";

/** Finds where records end. Keeps its place, so that a record may come in pieces of any size. */
export interface Framing {
  /** The line, counted from 1, of the next byte. Set by a reader that starts in the middle of an input. */
  line: number;
  /** The byte that ends a record, once the first record has shown it; 0 before. Set as `line` is. */
  lineEnd: number;
  /**
   * Looks for the end of the record in the bytes from `from` on, which are new.
   * @returns the index of the byte that ends it, or -1
   */
  findEnd(bytes: Buffer, from: number): number;
  /** At the end of the input: whether its last byte turned out to end the last record. */
  endsInLineEnd(): boolean;
  /** At the end of the input: why the last record is incomplete, or `undefined`. */
  fault(): string | undefined;
}

/** Finds the ID in a record: `start` to `end` in `bytes`, without its line end. */
export interface IdReader {
  /** Whether the first record names the columns, and is none itself. */
  readonly hasHeader: boolean;
  /**
   * What the first records have shown, as a number: 0 at the start. To be put back where reading is taken up again
   * behind them.
   */
  memory: number;
  /** Takes in that header. Throws `InputError` where it doesn't say which column to read. */
  readHeader(bytes: Buffer, start: number, end: number): void;
  /**
   * Gives record `index` of the batch its ID, as bytes or as malformed; a record is never refused. Throws `InputError`
   * only for a first record from which it shows that the command was wrong.
   */
  readId(bytes: Buffer, start: number, end: number, batch: RecordBatch, index: number): void;
  /** What stands where the ID should, for a report; `undefined` if there is no such place in the record. */
  idText(bytes: Buffer, start: number, end: number): string | undefined;
}

/** A format of stored IDs, ready for one input. */
export interface RecordFormat {
  /** Whether each line is a record, and all of it the ID: what engines read themselves. */
  readonly isLines: boolean;
  readonly framing: Framing;
  readonly ids: IdReader;
  /** Bytes of the longest record that is looked at: a longer one is malformed, and passes through unkept. */
  readonly longest: number;
}

/** The longest row or JSON line: twice what a row of D1, value and all, can hold. */
export const LONGEST_ROW = 4 * 1024 * 1024;
