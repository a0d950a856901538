import type { Verdicts } from "../../engine/types.js";

/** A stretch of bytes: the text from `start` to `end`, and its line end, if it has one, up to `next`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** Some records as they stand in the input, one behind the other. Good until the next ones are asked for. */
export interface Records {
  /** What all places are in. */
  readonly bytes: Buffer;
  /** The first line of the input where it is no record but the names of columns. */
  readonly header: Span | undefined;
  /** More of the record that the records before ended in, with its line end if this is the last of it. */
  readonly rest: Span | undefined;
  /** Whether the record that `rest` belongs to ends with it. */
  readonly isRestLast: boolean;
  /** Whether what stands last goes on: a record too long to be kept, of which more follows as a `rest`. */
  readonly isOpen: boolean;
  readonly count: number;
  /** The last byte of every line end. */
  readonly lineEnd: number;
  /** Whether a record ends in these bytes. */
  isWhole(index: number): boolean;
  startOf(index: number): number;
  endOf(index: number): number;
  nextOf(index: number): number;
  /** The line, counted from 1, on which a record begins. */
  lineOf(index: number): number;
  /** Where the digits of IDs are: of a record that is valid they start at `digitsAt`. */
  readonly digits: Uint8Array;
  digitsAt(index: number): number;
  /** How many bytes of the input's text come before `bytes`. */
  readonly offset: number;
}

/** Records and what validation says of them, at the same index. */
export interface Checked {
  readonly records: Records;
  readonly verdicts: Verdicts;
}

/** A place at which reading can be taken up again: the start of a record. */
export interface Position {
  /** Bytes of text before it. */
  readonly offset: number;
  /** The line that begins there, counted from 1. */
  readonly line: number;
  /** See `Framing.lineEnd`. */
  readonly lineEnd: number;
  /** The header, where the input has one and it was read. */
  readonly header: Uint8Array | undefined;
  /** What the first records have shown of the format: see `IdReader.memory`. */
  readonly memory: number;
}

/** The start of an input. */
export const START: Position = { offset: 0, line: 1, lineEnd: 0, header: undefined, memory: 0 };

/** Validates the records of one input, which comes in chunks of any size. */
export interface Checker {
  /** What ends in this chunk, which is not looked at after that. */
  read(chunk: Uint8Array): Iterable<Checked>;
  /** What is left, the input having ended. Throws `InputError`, after it, if the input broke off. */
  end(): Iterable<Checked>;
  /**
   * Where reading could be taken up again, if all that was read so far were kept; nowhere within a cut record. To be asked
   * between two chunks, and while the start of a cut record is given out, which comes alone: it is before it then.
   */
  position(): Position | undefined;
}
