/**
 * The contract of record scanners: bytes in, records and candidate IDs out. Both implementations, WebAssembly and
 * TypeScript, give the same answers: `test/scanner/` holds them to it.
 *
 * A scanner knows nothing of keys. Its candidates go to a classifier, row by row:
 *
 * ```ts
 * const scanner = createScanner({ format: "csv", delimiter: 0x2c, column: 0 }, engine.name);
 * let from = 0;
 * let filled = 0;
 * for (;;) {
 *   const window = scanner.window(WINDOW_SIZE);
 *   const read = readInto(window.subarray(filled));       // bytes behind those that are left
 *   filled += read;
 *   for (;;) {
 *     const { count, next } = scanner.scan(from, filled, read === 0);
 *     from = next;
 *     if (count === 0) break;
 *     classifier.rows().set(scanner.records.rows.subarray(0, 64 * count));
 *     classifier.run(count, verdicts, 0);                 // verdict i is that of record i
 *   }
 *   if (read === 0) break;
 *   window.copyWithin(0, from, filled);                   // the record that is not complete yet
 *   filled -= from;
 *   from = 0;                                             // (if it fills the window: enlarge that, or `skip`)
 * }
 * ```
 */

/** The most records of one call of {@link RecordScanner.scan}: as many as one run of a classifier takes. */
export const SCAN_CAPACITY = 512;

/** Which bytes are a record, and which of them are its ID. */
export type RecordFormat = TextFormat | CsvFormat | JsonFormat;

/** A record is a line, and the ID is all of it. */
export interface TextFormat {
  /** Lines of text. */
  readonly format: "text";
}

/**
 * RFC 4180: a record is a row. A header is a row like any other: scan one record, read it with `csvFields`, then call
 * `useColumn`.
 */
export interface CsvFormat {
  /** Rows of CSV. */
  readonly format: "csv";
  /** An ASCII code other than those of the quote, CR and LF. */
  readonly delimiter: number;
  /** The field that is the ID, counted from 0. */
  readonly column: number;
}

/** A record is a line with one JSON text, or an element of the JSON array that is the whole input. */
export interface JsonFormat {
  /** `jsonl` for lines, `json` for an array. */
  readonly format: "jsonl" | "json";
  /** Where the string is that is the ID; without it, the record itself is. */
  readonly field: string | undefined;
}

/**
 * Where in an input reading can go on: at its start, at the start of a record, or after the last one. The last two differ
 * in `json` only, whose array may be closed.
 */
export type ScanPlace = "input" | "record" | "end";

/**
 * What was found where a record's ID should be. Only a `candidate` can be an ID; the others say why there is none.
 *
 * `field` names a place in a JSON text:
 * 1. the member of that whole name, if the text is an object that has it; otherwise
 * 2. if it begins with `/`, what it points to as a JSON Pointer (RFC 6901); otherwise
 * 3. what the path of its parts, separated by dots, leads to: a member of an object, or an element of an array by its index.
 *
 * The last member of a name wins, as with `JSON.parse`, and members are own ones: `__proto__` is a name like any other.
 */
export const RecordKind = {
  /** A text of 64 bytes, escapes of JSON decoded: they are in the record's row. */
  candidate: 0,
  /** A text of any other length. */
  otherText: 1,
  /** There is no such field: a CSV row is too short, a JSON text has no such member. */
  missing: 2,
  /** JSON: the field is there, and is not a string. */
  notString: 3,
  /** JSON: the record is not a JSON text. */
  notJson: 4,
  /** The record is longer than any that is looked at. Scanners never say so: who cuts the record does. */
  tooLong: 5,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

/** Why the input as a whole is broken. It is known only when the records before it have been given out. */
export const ScanFault = {
  none: 0,
  /** CSV: the input ends within quotes. The record they are in has been given out. */
  openQuote: 1,
  /** JSON array: the input doesn't begin with `[`, apart from whitespace. */
  notArray: 2,
  /** JSON array: the input ends before the array does. */
  openArray: 3,
  /** JSON array: something other than whitespace follows the array. */
  afterArray: 4,
} as const;
export type ScanFault = (typeof ScanFault)[keyof typeof ScanFault];

/**
 * The records of the last scan, each at the same index in all arrays, which have room for {@link SCAN_CAPACITY} records; those
 * beyond `count` hold remains. The next scan overwrites them, and {@link RecordScanner.window} may replace them: read the
 * arrays from the scanner after each call of it.
 */
export interface ScannedRecords {
  /** Rows of 64 bytes for a classifier: the digits of a candidate. The row of any other record begins with `-`, so that it is malformed. */
  readonly rows: Uint8Array;
  /** A {@link RecordKind} each. */
  readonly kinds: Uint8Array;
  /**
   * Where the record begins and ends in the window, without its line ending. In all formats but `json` the records have no gaps:
   * what follows `ends[i]` up to `starts[i + 1]`, or up to `next` after the last record, is the line ending.
   */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /**
   * Where the value is in the window, as it is written there, without its quotes: of a `candidate`, an `otherText` and what is
   * `notString`; for other records these numbers mean nothing. To replace the ID in a record is to replace these bytes.
   */
  readonly valueStarts: Uint32Array;
  readonly valueEnds: Uint32Array;
  /** How many line feeds there are from where the scan began (`from`) to where the record begins. */
  readonly lines: Uint32Array;
}

/** What a scan came to. The scanner's next call overwrites it. */
export interface ScanResult {
  /** How many records were found. 0 where no other record is complete: the scanner needs more bytes, or the input is over. */
  readonly count: number;
  /** Where the next scan has to begin, in the window: after all records that were found, line ending and all. */
  readonly next: number;
  /** How many line feeds there are from `from` to `next`. */
  readonly lines: number;
  /** A {@link ScanFault}: only with `isLast`, or when a JSON input is not an array; nothing more can be scanned then. */
  readonly fault: ScanFault;
  /** With a fault: how many line feeds there are from `from` to the place: the open quote, the byte that is wrong, the end. */
  readonly faultLines: number;
}

/** What a skip came to. The scanner's next call overwrites it. */
export interface SkipResult {
  /** Whether the record ends in these bytes. */
  readonly isComplete: boolean;
  /** Where in the window the text ends that belongs to the record: without the line ending, if the record ends here. */
  readonly end: number;
  /**
   * Where the next call has to begin: after the record, line ending and all, if it ends here. Else at `to`, or at the carriage return right before
   * that, which may belong to the line ending.
   */
  readonly next: number;
  /** How many line feeds there are from `from` to `next`. */
  readonly lines: number;
  /** As in {@link ScanResult}; the lines are counted from the beginning of the record. */
  readonly fault: ScanFault;
  readonly faultLines: number;
}

/** Finds the records of one input, which comes in pieces of any size, in memory of its own. Synchronous. */
export interface RecordScanner {
  /** What the last scan has found. */
  readonly records: ScannedRecords;

  /**
   * The memory in which the input is scanned, at least `size` bytes of it: the caller writes there, straight from a file if it can.
   * Its content stays as it is. A window that was asked for before is detached when a larger one is asked for.
   */
  window(size: number): Uint8Array;

  /**
   * Finds the records that are complete in the window's bytes `from` to `to`, `limit` at most.
   *
   * `from` is where the last scan or skip ended (its `next`); the bytes may have been moved to another place in the meantime.
   * The unfinished record has to be passed again, from its first byte on; only its new bytes cost time. Where `isLast`, the input ends
   * at `to`, so that the last record needs no line ending.
   */
  scan(from: number, to: number, isLast: boolean, limit?: number): ScanResult;

  /**
   * Passes over the record that begins at `from`, because it is too long to be kept in the window, and that no scan has given out. Its
   * bytes may come in any number of calls, each of which continues where the last one ended; `scan` goes on after the record.
   */
  skip(from: number, to: number, isLast: boolean): SkipResult;

  /**
   * The value of a record of the last scan, for a report: a text is decoded, what is `notString` is given as it is written, and
   * `undefined` is the value of a record without one. To be asked before the window's bytes change.
   */
  valueText(index: number): string | undefined;

  /** CSV: which column holds the ID from the next scan on, counted from 0. */
  useColumn(column: number): void;

  /** CSV: which byte is between fields from the next scan on. It is the format's at first. */
  useDelimiter(byte: number): void;

  /** CSV: which byte ends a row from the next scan on: LF, with a CR before it or not, or CR only. It is LF at first. */
  useLineEnd(byte: number): void;

  /**
   * Forgets all that was scanned: the next bytes are those of another input, or of another place in the same one.
   * @param place where in an input reading goes on: see {@link ScanPlace}
   */
  reset(place: ScanPlace): void;

  /** Where in an input the next scan begins. */
  readonly place: ScanPlace;
}
