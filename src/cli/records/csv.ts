import { quote } from "../../text/printable.js";
import { InputError } from "../errors.js";
import type { RecordBatch } from "./batch.js";
import { CsvFraming, QUOTE } from "./csv-framing.js";
import { type IdReader, LONGEST_ROW, type RecordFormat } from "./format.js";

/** Names of columns in an error: enough to see what there is. */
const SHOWN_COLUMNS = 20;

/** Which column of a CSV file holds the IDs. */
export interface CsvOptions {
  /** What the file is called in errors. */
  readonly name: string;
  /** A column's name, or its number, counted from 1, where there is no header; needed unless there is one column alone. */
  readonly field: string | undefined;
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean;
  /** The byte between fields. */
  readonly delimiter: number;
}

/** CSV (RFC 4180), with commas or another delimiter, quotes and embedded newlines. A row without the column is a malformed ID. */
export function csvFormat(options: CsvOptions): RecordFormat {
  return {
    isLines: false,
    framing: new CsvFraming(options.delimiter),
    ids: new CsvColumn(options),
    longest: LONGEST_ROW,
  };
}

class CsvColumn implements IdReader {
  readonly hasHeader: boolean;
  readonly #options: CsvOptions;
  /** The number of the column that holds the IDs, counted from 1; 0 until it is known. */
  memory = 0;
  /** The field that `#nextField` found, without its quotes. */
  #fieldStart = 0;
  #fieldEnd = 0;

  constructor(options: CsvOptions) {
    this.#options = options;
    this.hasHeader = options.hasHeader;
  }

  readHeader(bytes: Buffer, start: number, end: number): void {
    const { name, field } = this.#options;
    const columns = this.#fields(bytes, start, end);
    if (columns.some((column) => /^[0-9a-f]{64}$/i.test(column))) {
      throw new InputError(`the first row of ${quote(name)} holds an ID, not the names of columns: pass --no-header`);
    }
    if (field !== undefined && columns.indexOf(field) !== columns.lastIndexOf(field)) {
      throw new InputError(`${quote(name)} has more than one column ${quote(field)}`);
    }
    if (field !== undefined) this.memory = columns.indexOf(field) + 1;
    else if (columns.length === 1) this.memory = 1;
    if (this.memory !== 0) return;
    throw new InputError(
      field === undefined
        ? `${quote(name)} has several columns: pass --field with the one that holds the IDs, of ${listOf(columns)}`
        : `${quote(name)} has no column ${quote(field)}: pass --field with one of ${listOf(columns)}`,
    );
  }

  readId(bytes: Buffer, start: number, end: number, batch: RecordBatch, index: number): void {
    if (this.memory === 0) this.memory = this.#columnWithoutHeader(bytes, start, end);
    if (this.#find(bytes, start, end)) batch.setId(index, bytes, this.#fieldStart, this.#fieldEnd);
    else batch.setNoId(index);
  }

  idText(bytes: Buffer, start: number, end: number): string | undefined {
    return this.#find(bytes, start, end) ? this.#text(bytes) : undefined;
  }

  /** In a file without a header the option is a number; its first row shows whether it is needed. */
  #columnWithoutHeader(bytes: Buffer, start: number, end: number): number {
    const { name, field } = this.#options;
    if (field !== undefined) return Number(field);
    const count = this.#fields(bytes, start, end).length;
    if (count === 1) return 1;
    throw new InputError(
      `${quote(name)} has ${count} columns: pass --field with the number of the one that holds the IDs`,
    );
  }

  /** Goes to the column's field; `false` in a row that ends before it. */
  #find(bytes: Buffer, start: number, end: number): boolean {
    let at = start;
    for (let column = 1; ; column++) {
      at = this.#nextField(bytes, at, end);
      if (column === this.memory) return true;
      if (at > end) return false;
    }
  }

  /**
   * Takes the field that starts at `at`.
   * @returns where the next one starts: beyond `end` after the last
   */
  #nextField(bytes: Buffer, at: number, end: number): number {
    if (at < end && bytes[at] === QUOTE) {
      const closing = closingQuote(bytes, at + 1, end);
      if (closing + 1 === end || bytes[closing + 1] === this.#options.delimiter) {
        this.#fieldStart = at + 1;
        this.#fieldEnd = closing;
        return closing + 2;
      }
      // Text after the closing quote, or none that closes: what stands there is no ID, quotes and all.
      return this.#takeUntilDelimiter(bytes, at, Math.min(closing + 1, end), end);
    }
    return this.#takeUntilDelimiter(bytes, at, at, end);
  }

  #takeUntilDelimiter(bytes: Buffer, at: number, searchFrom: number, end: number): number {
    const { delimiter } = this.#options;
    let found = searchFrom;
    while (found < end && bytes[found] !== delimiter) found++;
    this.#fieldStart = at;
    this.#fieldEnd = found;
    return found + 1;
  }

  #fields(bytes: Buffer, start: number, end: number): string[] {
    const fields: string[] = [];
    for (let at = start; at <= end; ) {
      at = this.#nextField(bytes, at, end);
      fields.push(this.#text(bytes));
    }
    return fields;
  }

  #text(bytes: Buffer): string {
    return bytes.toString("utf8", this.#fieldStart, this.#fieldEnd).replaceAll('""', '"');
  }
}

/** The quote that closes the field, an escaped one being two; `end` if none does. */
function closingQuote(bytes: Buffer, from: number, end: number): number {
  let at = from;
  for (; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (at + 1 >= end || bytes[at + 1] !== QUOTE) return at;
    at++;
  }
  return end;
}

function listOf(columns: readonly string[]): string {
  const shown = columns.slice(0, SHOWN_COLUMNS).map((column) => quote(column, 40));
  const more = columns.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
