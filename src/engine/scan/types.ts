/**
 * The contract of record scanners: bytes in, records and candidate IDs out. Both implementations, WebAssembly and
 * TypeScript, return the same results, as `test/scanner/` verifies.
 *
 * A scanner doesn't need keys. Its candidates are passed to a classifier, row by row:
 *
 * ```ts
 * const scanner = createScanner({ format: "csv", delimiter: 0x2c, column: 0 }, engine.name);
 * let from = 0;
 * let filled = 0;
 * for (;;) {
 *   const window = scanner.window(WINDOW_SIZE);
 *   const read = readInto(window.subarray(filled));       // new bytes after the remaining ones
 *   filled += read;
 *   for (;;) {
 *     const { count, next } = scanner.scan(from, filled, read === 0);
 *     from = next;
 *     if (count === 0) break;
 *     classifier.rows().set(scanner.records.rows.subarray(0, 64 * count));
 *     classifier.run(count, verdicts, 0);                 // verdict i is for record i
 *   }
 *   if (read === 0) break;
 *   window.copyWithin(0, from, filled);                   // the incomplete record
 *   filled -= from;
 *   from = 0;                                             // (if it fills the window: enlarge it, or `skip`)
 * }
 * ```
 */

/** The maximum number of records of one call of {@link RecordScanner.scan}: the capacity of a classifier's run. */
export const SCAN_CAPACITY = 512;

/** Which bytes are a record, and which of them are its ID. */
export type RecordFormat = TextFormat | CsvFormat | JsonFormat;

/** Each record is a line, and all of it is the ID. */
export interface TextFormat {
  /** Lines of text. */
  readonly format: "text";
}

/**
 * RFC 4180: each record is a row. A header is a row like all others: scan one record, read it with `csvFields`, then call
 * `useColumn`.
 */
export interface CsvFormat {
  /** Rows of CSV. */
  readonly format: "csv";
  /** An ASCII code other than that of a quote, CR or LF. */
  readonly delimiter: number;
  /** The field that is the ID, counted from 0. */
  readonly column: number;
}

/** Each record is a line with one JSON text, or an element of the JSON array that is the whole input. */
export interface JsonFormat {
  /** `jsonl` for lines, `json` for an array. */
  readonly format: "jsonl" | "json";
  /** The field that holds the ID; without it, the record itself is the ID. */
  readonly field: string | undefined;
}

/**
 * A place in an input at which reading can be resumed: at its start, at the start of a record, or after the last one. The
 * last two differ only in `json`, whose array may be closed.
 */
export type ScanPlace = "input" | "record" | "end";

/**
 * What a record has where the ID should be. Only a `candidate` can be an ID; the other kinds are the reasons why there is
 * none.
 *
 * `field` names a place in a JSON text:
 * 1. the member with this whole name, if the text is an object that has it; otherwise
 * 2. if it begins with `/`, the target of the JSON Pointer (RFC 6901); otherwise
 * 3. the target of the path of its parts, separated by dots: each is a member of an object, or the index of an element.
 *
 * If several members have the same name, the last one counts, as with `JSON.parse`. Only own members count: `__proto__` is
 * a normal name.
 */
export const RecordKind = {
  /** A text of 64 bytes, after decoding JSON escapes: the record's row has them. */
  candidate: 0,
  /** A text of any other length. */
  otherText: 1,
  /** The field is missing: a CSV row is too short, or a JSON text has no such member. */
  missing: 2,
  /** JSON: the field's value is not a string. */
  notString: 3,
  /** JSON: the record is not a JSON text. */
  notJson: 4,
  /** The record is too long to keep. Set by the code that cuts the record, never by scanners. */
  tooLong: 5,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

/** Why the input as a whole is broken. Reported only after all records before the fault. */
export const ScanFault = {
  none: 0,
  /** CSV: the input ends within quotes. The record with the open quote was already reported. */
  openQuote: 1,
  /** JSON array: the input doesn't begin with `[`, apart from whitespace. */
  notArray: 2,
  /** JSON array: the input ends before the array is closed. */
  openArray: 3,
  /** JSON array: something other than whitespace follows the array. */
  afterArray: 4,
} as const;
export type ScanFault = (typeof ScanFault)[keyof typeof ScanFault];

/**
 * The records of the last scan, each at the same index in all arrays, which have room for {@link SCAN_CAPACITY} records;
 * elements beyond `count` are undefined. The next scan overwrites them, and {@link RecordScanner.window} may replace them:
 * read the arrays from the scanner again after each call of that method.
 */
export interface ScannedRecords {
  /** Rows of 64 bytes for a classifier: the digits of a candidate. The row of any other record begins with `-`, which makes it malformed. */
  readonly rows: Uint8Array;
  /** The {@link RecordKind} of each record. */
  readonly kinds: Uint8Array;
  /**
   * The start and end of the record in the window, without its line end. In all formats but `json`, records have no gaps:
   * the bytes between `ends[i]` and `starts[i + 1]`, or `next` after the last record, are the line end.
   */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /**
   * The position of the value in the window, as written there, without its quotes: for a `candidate`, an `otherText` and a
   * `notString`; undefined for other records. To replace the ID in a record, replace these bytes.
   */
  readonly valueStarts: Uint32Array;
  readonly valueEnds: Uint32Array;
  /** The number of line feeds between the start of the scan (`from`) and the start of the record. */
  readonly lines: Uint32Array;
}

/** The result of a scan. */
export interface ScanResult {
  /** The number of records that were found. If it is 0, the scanner needs more bytes, or the input has ended. */
  readonly count: number;
  /** Where the next scan must begin, in the window: after all records that were found, including their line ends. */
  readonly next: number;
  /** The number of line feeds in `from` to `next`. */
  readonly lines: number;
  /** A {@link ScanFault}: only with `isLast`, or if a JSON input is not an array. Scanning can't continue after it. */
  readonly fault: ScanFault;
  /** With a fault: the number of line feeds between `from` and the place of the fault: the open quote, the wrong byte, the end. */
  readonly faultLines: number;
}

/** The result of a skip. */
export interface SkipResult {
  /** Whether the record ends in these bytes. */
  readonly isComplete: boolean;
  /** The end, in the window, of the record's text so far: without the line end, if the record ends here. */
  readonly end: number;
  /**
   * Where the next call must begin: after the record and its line end, if it ends here. Otherwise at `to`, or at a carriage
   * return right before that, which may be part of the line end.
   */
  readonly next: number;
  /** The number of line feeds in `from` to `next`. */
  readonly lines: number;
  /** As in {@link ScanResult}; its lines are counted from the start of the record. */
  readonly fault: ScanFault;
  readonly faultLines: number;
}

/** Finds the records of one input, which arrives in pieces of any size, in memory of the scanner. Synchronous. */
export interface RecordScanner {
  /** The records of the last scan. */
  readonly records: ScannedRecords;

  /**
   * The memory in which the input is scanned, at least `size` bytes: the caller writes there, directly from a file if
   * possible. Its content is kept. Requesting a larger window detaches an earlier one.
   */
  window(size: number): Uint8Array;

  /**
   * Finds at most `limit` records that are complete in the window's bytes `from` to `to`.
   *
   * `from` is the place at which the last scan or skip ended (its `next`); the caller may have moved the bytes since then.
   * An unfinished record must be passed again, from its first byte on; only its new bytes cost time. With `isLast`, the
   * input ends at `to`, so that the last record needs no line end.
   */
  scan(from: number, to: number, isLast: boolean, limit?: number): ScanResult;

  /**
   * Skips the record that begins at `from`, because it is too long to keep in the window, and was not reported by a scan.
   * Its bytes may arrive in any number of calls, each of which continues where the last one ended; then `scan` continues.
   */
  skip(from: number, to: number, isLast: boolean): SkipResult;

  /** CSV: sets the column of the ID for the following scans, counted from 0. */
  useColumn(column: number): void;

  /** CSV: sets the byte between fields for the following scans. The default is that of the format. */
  useDelimiter(byte: number): void;

  /** CSV: sets the byte that ends a row for the following scans: LF, with an optional CR before it, or CR. The default is LF. */
  useLineEnd(byte: number): void;

  /**
   * Resets the state: the next bytes are those of another input, or of another place in the same input.
   * @param place where reading continues in the input: see {@link ScanPlace}
   */
  reset(place: ScanPlace): void;

  /** The place in the input at which the next scan begins. */
  readonly place: ScanPlace;
}
