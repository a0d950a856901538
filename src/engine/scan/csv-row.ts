import { decodeUtf8, QUOTE } from "./bytes.js";

/** Reads the fields of a CSV row, one after the other. */
export class CsvRow {
  /** The start of the field, without its quotes. */
  fieldStart = 0;
  fieldEnd = 0;
  delimiter: number;

  constructor(delimiter: number) {
    this.delimiter = delimiter;
  }

  /** Moves to a field of the row at `start` to `end`, by its number from 0. Returns false if the row has fewer fields. */
  find(bytes: Uint8Array, start: number, end: number, column: number): boolean {
    let at = start;
    for (let i = 0; i <= column; i++) {
      if (at > end) return false;
      at = this.next(bytes, at, end);
    }
    return true;
  }

  /**
   * Moves to the field that begins at `at`.
   * @returns the start of the next field; greater than `end` after the last one
   */
  next(bytes: Uint8Array, at: number, end: number): number {
    if (bytes[at] !== QUOTE) return this.#take(bytes, at, at, end);
    const closing = closingQuote(bytes, at + 1, end);
    if (closing < end && (closing + 1 === end || bytes[closing + 1] === this.delimiter)) {
      this.fieldStart = at + 1;
      this.fieldEnd = closing;
      return closing + 2;
    }
    // There is text after the closing quote, or no closing quote: the field is all of that, including its quotes.
    return this.#take(bytes, at, Math.min(closing + 1, end), end);
  }

  #take(bytes: Uint8Array, start: number, from: number, end: number): number {
    const length = bytes.subarray(from, end).indexOf(this.delimiter);
    this.fieldStart = start;
    this.fieldEnd = length === -1 ? end : from + length;
    return this.fieldEnd + 1;
  }
}

/** The position of the quote that closes a field, skipping doubled quotes, which are data; `end` if there is none. */
function closingQuote(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (at + 1 === end || bytes[at + 1] !== QUOTE) return at;
    at++;
  }
  return end;
}

/** The text of a field whose bytes, without its quotes, are `start` to `end`; its row begins at `rowStart`. */
export function csvFieldText(bytes: Uint8Array, rowStart: number, start: number, end: number): string {
  const text = decodeUtf8(bytes, start, end);
  return start > rowStart && bytes[start - 1] === QUOTE ? text.replaceAll('""', '"') : text;
}

/** The texts of all fields of the row at `start` to `end`, such as the names of columns in a header. */
export function csvFields(bytes: Uint8Array, start: number, end: number, delimiter: number): string[] {
  const row = new CsvRow(delimiter);
  const fields: string[] = [];
  for (let at = start; at <= end; ) {
    at = row.next(bytes, at, end);
    fields.push(csvFieldText(bytes, start, row.fieldStart, row.fieldEnd));
  }
  return fields;
}
