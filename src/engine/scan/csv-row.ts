import { decodeUtf8, QUOTE } from "./bytes.js";

/** The fields of a CSV row, one after the other. */
export class CsvRow {
  /** Where the field is, without its quotes. */
  fieldStart = 0;
  fieldEnd = 0;
  delimiter: number;

  constructor(delimiter: number) {
    this.delimiter = delimiter;
  }

  /** Goes to a field of the row at `start` to `end`, by its number from 0. False in a row that has fewer. */
  find(bytes: Uint8Array, start: number, end: number, column: number): boolean {
    let at = start;
    for (let i = 0; i <= column; i++) {
      if (at > end) return false;
      at = this.next(bytes, at, end);
    }
    return true;
  }

  /**
   * Goes to the field that begins at `at`.
   * @returns where the next one begins: behind `end` after the last
   */
  next(bytes: Uint8Array, at: number, end: number): number {
    if (at === end || bytes[at] !== QUOTE) return this.#take(bytes, at, at, end);
    const closing = closingQuote(bytes, at + 1, end);
    if (closing < end && (closing + 1 === end || bytes[closing + 1] === this.delimiter)) {
      this.fieldStart = at + 1;
      this.fieldEnd = closing;
      return closing + 2;
    }
    // Text after the closing quote, or none that closes: the field is all of that, with its quotes.
    return this.#take(bytes, at, Math.min(closing + 1, end), end);
  }

  #take(bytes: Uint8Array, start: number, from: number, end: number): number {
    const length = bytes.subarray(from, end).indexOf(this.delimiter);
    this.fieldStart = start;
    this.fieldEnd = length === -1 ? end : from + length;
    return this.fieldEnd + 1;
  }
}

/** The quote that closes a field, where two in a row are one that is data; `end` if none does. */
function closingQuote(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (at + 1 === end || bytes[at + 1] !== QUOTE) return at;
    at++;
  }
  return end;
}

/** The text of the field at `start` to `end`, which are its bytes without its quotes; `rowStart` is where its row begins. */
export function csvFieldText(bytes: Uint8Array, rowStart: number, start: number, end: number): string {
  const text = decodeUtf8(bytes, start, end);
  return start > rowStart && bytes[start - 1] === QUOTE ? text.replaceAll('""', '"') : text;
}

/** The texts of all fields of the row at `start` to `end`: the names of columns, where it is a header. */
export function csvFields(bytes: Uint8Array, start: number, end: number, delimiter: number): string[] {
  const row = new CsvRow(delimiter);
  const fields: string[] = [];
  for (let at = start; at <= end; ) {
    at = row.next(bytes, at, end);
    fields.push(csvFieldText(bytes, start, row.fieldStart, row.fieldEnd));
  }
  return fields;
}
