import { BACKSLASH, BRACE, BRACE_END, BRACKET, BRACKET_END, COMMA, LF, QUOTE } from "./bytes.js";
import type { RecordFormat } from "./types.js";

/** Finds the end of a record without parsing its content. Stateful, so that a record may arrive in pieces of any size. */
export interface Framing {
  /** The number of line feeds since the start of the record. */
  readonly lines: number;
  /** Whether the record is incomplete so far; and the number of line feeds before the place of the open quote or bracket. */
  readonly isOpen: boolean;
  readonly openLines: number;
  /** CSV: the byte that ends a row, and the byte between fields. */
  lineEnd: number;
  delimiter: number;
  /** Resets the state: a record begins with the next byte. */
  restart(): void;
  /** The index of the byte that ends the record, among the new bytes `from` to `to`; -1 if it is not among them. */
  findEnd(bytes: Uint8Array, from: number, to: number): number;
}

export function framingOf(format: RecordFormat): Framing {
  switch (format.format) {
    case "csv":
      return new RowFraming(format.delimiter);
    case "json":
      return new ElementFraming();
    default:
      return new LineFraming();
  }
}

/** Each line feed ends a record. */
class LineFraming implements Framing {
  lines = 0;
  lineEnd: number = LF;
  delimiter = 0;
  readonly isOpen = false;
  readonly openLines = 0;

  restart(): void {
    this.lines = 0;
  }

  findEnd(bytes: Uint8Array, from: number, to: number): number {
    const at = bytes.subarray(from, to).indexOf(LF);
    if (at === -1) return -1;
    this.lines++;
    return from + at;
  }
}

/** The state of a scan within a row. The byte after a quote within quotes decides whether the quote was the closing one. */
const RowState = { fieldStart: 0, plain: 1, quoted: 2, quoteInQuotes: 3 } as const;
type RowState = (typeof RowState)[keyof typeof RowState];

/** A line feed ends a CSV row unless it is within quotes. */
class RowFraming implements Framing {
  lines = 0;
  lineEnd: number = LF;
  openLines = 0;
  delimiter: number;
  #state: RowState = RowState.fieldStart;

  constructor(delimiter: number) {
    this.delimiter = delimiter;
  }

  get isOpen(): boolean {
    return this.#state === RowState.quoted;
  }

  restart(): void {
    this.lines = 0;
    this.#state = RowState.fieldStart;
  }

  findEnd(bytes: Uint8Array, from: number, to: number): number {
    const { delimiter, lineEnd } = this;
    let state = this.#state;
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === lineEnd) {
        this.lines++;
        if (state !== RowState.quoted) {
          this.#state = RowState.fieldStart;
          return at;
        }
      } else if (state === RowState.quoted) {
        if (byte === QUOTE) state = RowState.quoteInQuotes;
      } else if (byte === delimiter) state = RowState.fieldStart;
      else if (byte !== QUOTE || state === RowState.plain) state = RowState.plain;
      else {
        // At the start of a field, a quote opens it; right after a quote within quotes, it is the second of a doubled one.
        if (state === RowState.fieldStart) this.openLines = this.lines;
        state = RowState.quoted;
      }
    }
    this.#state = state;
    return -1;
  }
}

/**
 * An element of a JSON array ends at a comma or bracket outside of all inner brackets, braces and strings. The text may be
 * invalid JSON: brackets and braces are counted as one kind.
 */
class ElementFraming implements Framing {
  lines = 0;
  lineEnd: number = LF;
  delimiter = 0;
  readonly isOpen = true;
  #depth = 0;
  #isString = false;
  #isEscaped = false;

  get openLines(): number {
    return this.lines;
  }

  restart(): void {
    this.lines = 0;
    this.#depth = 0;
    this.#isString = false;
    this.#isEscaped = false;
  }

  findEnd(bytes: Uint8Array, from: number, to: number): number {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === LF) this.lines++;
      if (this.#isEscaped) this.#isEscaped = false;
      else if (this.#isString) {
        if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#isString = false;
      } else if (byte === QUOTE) this.#isString = true;
      else if (byte === BRACKET || byte === BRACE) this.#depth++;
      else if (byte === BRACKET_END || byte === BRACE_END) {
        if (this.#depth > 0) this.#depth--;
        else if (byte === BRACKET_END) return at;
      } else if (byte === COMMA && this.#depth === 0) return at;
    }
    return -1;
  }
}
