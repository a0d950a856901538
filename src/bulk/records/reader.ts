import { LF } from "../../engine/scan/bytes.js";
import { csvFields } from "../../engine/scan/csv-row.js";
import {
  type CsvFormat,
  type RecordFormat,
  RecordKind,
  type RecordScanner,
  type ScanPlace,
  type ScanResult,
} from "../../engine/scan/types.js";
import { ID_DIGITS } from "../../format/codec.js";
import { BATCH_CAPACITY, type Batch } from "./batch.js";
import type { BatchRing } from "./batch-ring.js";
import { type ColumnChoice, findColumn, listNames } from "./columns.js";
import { firstLineEnd } from "./first-line-end.js";
import { faultOf, recordsError } from "./records-error.js";
import { takeScopedIds } from "./scopes.js";

/** How many bytes are read at a time. */
export const READ_SIZE = 256 * 1024;
/** The longest line of text that is kept. A line with more than 64 bytes can't be an ID. */
const LONGEST_LINE = 64 * 1024;
/** The longest row or JSON text that is kept: twice the maximum size of a row in D1. */
export const LONGEST_RECORD = 4 * 1024 * 1024;

const BOM = [0xef, 0xbb, 0xbf];

/** A position at which reading can be resumed: the start of a record. */
export interface Position {
  /** How many bytes of the input come before it. */
  readonly offset: number;
  /** The line that starts there, counted from 1. */
  readonly line: number;
  /** CSV: the column of the IDs, counted from 0, once known. */
  readonly column: number | undefined;
  /** CSV: the byte that ends a row, once known. */
  readonly lineEnd: number | undefined;
  /** CSV: the byte between fields, if it differs from that of the format. */
  readonly delimiter: number | undefined;
  /** Whether any record so far had the field of the ID. */
  readonly hasField: boolean;
  /** The position within a JSON array. */
  readonly place: ScanPlace;
}

/** The start of an input. */
export const START: Position = {
  offset: 0,
  line: 1,
  column: undefined,
  lineEnd: undefined,
  delimiter: undefined,
  hasField: false,
  place: "input",
};

/** Settings of a {@link RecordReader}. */
export interface ReaderSettings {
  readonly format: RecordFormat;
  /** CSV: how to find the column of the IDs. */
  readonly column?: ColumnChoice | undefined;
  /** Whether IDs may have a class name and a colon before them. */
  readonly scoped?: boolean | undefined;
  /** The longest record that is kept, in bytes; 64 KB for text and 4 MB for other formats by default. */
  readonly longest?: number | undefined;
}

/**
 * Cuts the bytes of one input into records. All inputs and streams use this class. The caller puts bytes into {@link room}
 * and takes batches until there are none. A batch's bytes don't move until it is released, so that several batches can be
 * in use at once; they must be released in the order in which they were returned.
 *
 * A record that is too long to keep is malformed, and is returned in pieces.
 */
export class RecordReader {
  readonly #settings: ReaderSettings;
  readonly #ring: BatchRing;
  readonly #scanner: RecordScanner;
  readonly #longest: number;
  #size: number;
  #window: Uint8Array;
  /** How many bytes of the input come before the window. */
  #offset: number;
  /** In the window: the first byte that was not returned yet … */
  #start = 0;
  /** … and the end of the bytes that were read. */
  #end = 0;
  /** The line on which the next scan starts. */
  #line: number;
  #isCut = false;
  /** The line on which the record that was cut starts. */
  #cutLine = 1;
  #isAtStart: boolean;
  #column: number | undefined;
  #lineEnd: number | undefined;
  #delimiter: number | undefined;
  #header: Uint8Array | undefined;
  #hasField: boolean;
  /** The members of the first object without the field. */
  #members: readonly string[] | undefined;
  #fault: Error | undefined;

  constructor(scanner: RecordScanner, settings: ReaderSettings, ring: BatchRing, position: Position = START) {
    const { format } = settings;
    this.#settings = settings;
    this.#ring = ring;
    this.#scanner = scanner;
    this.#longest = settings.longest ?? (format.format === "text" ? LONGEST_LINE : LONGEST_RECORD);
    this.#size = (ring.size + 1) * READ_SIZE;
    this.#window = scanner.window(this.#size);
    this.#offset = position.offset;
    this.#line = position.line;
    this.#isAtStart = position.offset === 0;
    this.#column = position.column;
    this.#lineEnd = position.lineEnd;
    this.#delimiter = position.delimiter;
    this.#hasField = position.hasField;
    scanner.reset(position.place);
    scanner.useColumn(position.column ?? 0);
    scanner.useLineEnd(position.lineEnd ?? LF);
    if (format.format === "csv") scanner.useDelimiter(position.delimiter ?? format.delimiter);
  }

  /** CSV: the row with the names of the columns, including its line end, once it was read. */
  get header(): Uint8Array | undefined {
    return this.#header;
  }

  /** The byte that ends a record. */
  get lineEnd(): number {
    return this.#lineEnd ?? LF;
  }

  /** How many bytes of the input were returned. */
  get offset(): number {
    return this.#offset + this.#start;
  }

  /** Where reading can be resumed after everything returned so far; `undefined` within a record that was cut. */
  get position(): Position | undefined {
    if (this.#isCut) return undefined;
    return {
      offset: this.offset,
      line: this.#line,
      column: this.#column,
      lineEnd: this.#lineEnd,
      delimiter: this.#delimiter,
      hasField: this.#hasField,
      place: this.#scanner.place,
    };
  }

  /** Whether a batch of the ring must be released before {@link room} can be called. */
  get isRoomTaken(): boolean {
    const { at, isMoved } = this.#place();
    return this.#ring.overlaps(isMoved ? 0 : at, at + READ_SIZE);
  }

  /** Memory for the next bytes of the input: see {@link isRoomTaken}. Valid until the next call. */
  room(): Uint8Array {
    const { at, isMoved, mustGrow } = this.#place();
    if (mustGrow) {
      // Twice the size, so that a long record is not copied again for each read.
      this.#size *= 2;
      this.#window = this.#scanner.window(this.#size);
    }
    if (isMoved) {
      this.#window.copyWithin(0, this.#start, this.#end);
      this.#offset += this.#start;
      this.#end -= this.#start;
      this.#start = 0;
    }
    return this.#window.subarray(at, at + READ_SIZE);
  }

  /** Tells the reader that `size` bytes were put into the {@link room}. */
  filled(size: number): void {
    this.#end += size;
  }

  /**
   * Returns the next complete records. The ring must not be full.
   * @param isLast whether the input ends with the bytes so far
   * @returns a batch without verdicts; `undefined` if more bytes are needed, or if everything was returned
   * @throws Error (`ERR_DO_RECORDS`) if the input can't be read as its format, after returning the records before the fault
   */
  next(isLast: boolean): Batch | undefined {
    if (this.#isAtStart && !this.#readStart(isLast)) return undefined;
    const batch = this.#ring.next;
    batch.start(this.#settings.format, this.#lineEnd ?? LF, this.#window, this.#offset, this.#line, this.#start);
    if (this.#isCut) this.#readRest(batch, isLast);
    else this.#scan(batch, isLast);
    if (batch.count === 0 && batch.rest === undefined) {
      if (this.#fault) throw this.#fault;
      if (isLast && !this.#hasField && this.#members) throw this.#fieldError(this.#members);
      return undefined;
    }
    batch.to = this.#start;
    this.#ring.issue();
    return batch;
  }

  /** The place for the next read: after the present bytes, or at the start of the window, after the unfinished record. */
  #place(): { at: number; isMoved: boolean; mustGrow: boolean } {
    if (this.#end + READ_SIZE <= this.#size) return { at: this.#end, isMoved: false, mustGrow: false };
    const at = this.#end - this.#start;
    return { at, isMoved: true, mustGrow: at + READ_SIZE > this.#size };
  }

  /** Skips a byte order mark and reads the first row of a CSV file; returns `false` if more bytes are needed. */
  #readStart(isLast: boolean): boolean {
    if (this.#offset + this.#start === 0) {
      if (this.#end < BOM.length && !isLast) return false;
      if (BOM.every((byte, at) => this.#end > at && this.#window[at] === byte)) {
        this.#start = BOM.length;
      }
    }
    const { format, column } = this.#settings;
    if (format.format === "csv" && column && !this.#readFirstRow(format, column, isLast)) return false;
    this.#isAtStart = false;
    return true;
  }

  #readFirstRow(format: CsvFormat, choice: ColumnChoice, isLast: boolean): boolean {
    this.#lineEnd ??= firstLineEnd(this.#window, this.#start, this.#end, isLast);
    this.#scanner.useLineEnd(this.lineEnd);
    const row = this.#scanner.scan(this.#start, this.#end, isLast, 1);
    if (row.count === 0) {
      if (this.#end - this.#start > this.#longest)
        throw recordsError(`the first row is longer than ${this.#longest} bytes`);
      return isLast;
    }
    const { starts, ends } = this.#scanner.records;
    const fieldsBy = (delimiter: number) => csvFields(this.#window, starts[0], ends[0], delimiter);
    const fields = fieldsBy(format.delimiter);
    const { field, delimiters = [] } = choice;
    if (field !== undefined && !fields.includes(field)) {
      this.#delimiter = delimiters.find((each) => fieldsBy(each).includes(field));
    }
    this.#column = findColumn(this.#delimiter === undefined ? fields : fieldsBy(this.#delimiter), choice);
    this.#scanner.useColumn(this.#column);
    if (this.#delimiter !== undefined) this.#scanner.useDelimiter(this.#delimiter);
    if (choice.hasHeader) {
      this.#header = this.#window.slice(this.#start, row.next);
      this.#start = row.next;
      this.#line += row.lines;
      this.#fault = faultOf(row.fault, this.#line - row.lines + row.faultLines);
    }
    return true;
  }

  #scan(batch: Batch, isLast: boolean): void {
    while (batch.count < BATCH_CAPACITY && this.#fault === undefined) {
      const from = this.#start;
      const result = this.#scanner.scan(from, this.#end, isLast, BATCH_CAPACITY - batch.count);
      this.#fault = faultOf(result.fault, this.#line + result.faultLines);
      this.#append(batch, result, from);
      this.#start = result.next;
      this.#line += result.lines;
      if (result.count === 0) break;
    }
    const isTooLong = batch.count === 0 && this.#end - this.#start > this.#longest;
    if (isTooLong && this.#fault === undefined && !isLast) this.#cut(batch);
  }

  #append(batch: Batch, { count, next }: ScanResult, from: number): void {
    const { records } = this.#scanner;
    const at = batch.count;
    batch.rows.set(records.rows.subarray(0, count * ID_DIGITS), at * ID_DIGITS);
    batch.kinds.set(records.kinds.subarray(0, count), at);
    batch.starts.set(records.starts.subarray(0, count), at);
    batch.ends.set(records.ends.subarray(0, count), at);
    batch.valueStarts.set(records.valueStarts.subarray(0, count), at);
    batch.valueEnds.set(records.valueEnds.subarray(0, count), at);
    if (this.#settings.format.format === "json") batch.nexts.set(records.ends.subarray(0, count), at);
    else {
      batch.nexts.set(records.starts.subarray(1, count), at);
      batch.nexts[at + count - 1] = next;
    }
    const line = this.#line - batch.line;
    for (let i = 0; i < count; i++) batch.lines[at + i] = line + records.lines[i];
    batch.count += count;
    if (this.#settings.scoped) takeScopedIds(batch, at);
    if (next - from > this.#longest) this.#dropLong(batch, at);
    if (!this.#hasField) this.#lookForField(batch, at);
  }

  /** A record that is too long is malformed, even if it was read in one piece. */
  #dropLong(batch: Batch, from: number): void {
    for (let i = from; i < batch.count; i++) if (batch.ends[i] - batch.starts[i] > this.#longest) batch.dropId(i);
  }

  /** Checks whether a record has the field, until one has it. */
  #lookForField(batch: Batch, from: number): void {
    const { format } = this.#settings;
    if (format.format === "csv") {
      // CSV without the column was already refused at its first row. A row that is too short has no names of members.
      this.#hasField = true;
      return;
    }
    const isWhole = this.#field === undefined;
    for (let i = from; i < batch.count; i++) {
      const kind = batch.kinds[i];
      if (kind === RecordKind.notJson || kind === RecordKind.tooLong) continue;
      if (kind !== RecordKind.missing && !(isWhole && kind === RecordKind.notString)) {
        this.#hasField = true;
        return;
      }
      this.#members ??= batch.members(i);
      if (isWhole && this.#members) {
        // The error is thrown later, after the records before it.
        this.#fault = this.#fieldError(this.#members);
        batch.count = i;
        return;
      }
    }
  }

  get #field(): string | undefined {
    const { format } = this.#settings;
    return "field" in format ? format.field : undefined;
  }

  /** The error if all records are objects without the field. @param members the members of the first one */
  #fieldError(members: readonly string[]): Error {
    const there = members.length === 0 ? "the first object is empty" : `the fields are ${listNames(members)}`;
    return recordsError(
      this.#field === undefined
        ? `the records are objects: choose the member that holds the ID (--field); ${there}`
        : `no record has the field ${JSON.stringify(this.#field)}; ${there}`,
    );
  }

  /** Returns the start of a record that is too long to keep. */
  #cut(batch: Batch): void {
    const { end, next, lines } = this.#scanner.skip(this.#start, this.#end, false);
    batch.cut(this.#start, end);
    this.#cutLine = this.#line;
    this.#start = next;
    this.#line += lines;
    this.#isCut = true;
  }

  /** Returns a further piece of it. */
  #readRest(batch: Batch, isLast: boolean): void {
    const { isComplete, end, next, lines, fault, faultLines } = this.#scanner.skip(this.#start, this.#end, isLast);
    if (!isComplete && next === this.#start) return;
    batch.rest = { start: this.#start, end, next };
    batch.isOpen = !isComplete;
    this.#fault = faultOf(fault, this.#cutLine + faultLines);
    this.#start = next;
    this.#line += lines;
    this.#isCut = !isComplete;
  }
}
