import { ArrayPlace, type BatchScanner } from "./batch.js";
import { COMMA, CR, LF, lineEnd } from "./bytes.js";
import { type Framing, framingOf } from "./framing.js";
import {
  type RecordFormat,
  type RecordScanner,
  SCAN_CAPACITY,
  ScanFault,
  type ScannedRecords,
  type ScanPlace,
  type ScanResult,
  type SkipResult,
} from "./types.js";

const ARRAY_PLACES = { input: ArrayPlace.before, record: ArrayPlace.element, end: ArrayPlace.after } as const;

/** A scanner based on an engine's batch scanner. Continues within records that are cut off, or too long to keep. */
export class FramedScanner implements RecordScanner {
  readonly #format: RecordFormat;
  readonly #batch: BatchScanner;
  readonly #framing: Framing;
  /** Whether the last scan or skip ended within a record, and how many of its bytes the framing has read. */
  #isCut = false;
  #seen = 0;
  /** How many line feeds of a record that is being skipped were already reported. */
  #toldLines = 0;

  constructor(format: RecordFormat, batch: BatchScanner) {
    this.#format = format;
    this.#batch = batch;
    this.#framing = framingOf(format);
  }

  get records(): ScannedRecords {
    return this.#batch.records;
  }

  window(size: number): Uint8Array {
    this.#batch.reserve(size);
    return this.#batch.window;
  }

  useColumn(column: number): void {
    this.#batch.column = column;
  }

  useDelimiter(byte: number): void {
    this.#batch.delimiter = byte;
    this.#framing.delimiter = byte;
  }

  useLineEnd(byte: number): void {
    this.#batch.lineEnd = byte;
    this.#framing.lineEnd = byte;
  }

  get place(): ScanPlace {
    const { place } = this.#batch;
    if (place === ArrayPlace.after) return "end";
    return place === ArrayPlace.before ? "input" : "record";
  }

  reset(place: ScanPlace): void {
    this.#batch.place = ARRAY_PLACES[place];
    this.#isCut = false;
  }

  scan(from: number, to: number, isLast: boolean, limit: number = SCAN_CAPACITY): ScanResult {
    // Reads only the new bytes until one of them ends the record: otherwise a record of megabytes that arrives in small pieces
    // would be read once for each piece.
    if (this.#isCut && !isLast && this.#seek(from, to) === -1) return nothing(from);
    const most = Math.min(limit, SCAN_CAPACITY);
    const result = this.#batch.run(from, to, isLast, most);
    this.#isCut = !isLast && result.fault === ScanFault.none && result.count < most && result.next < to;
    if (this.#isCut) this.#startRecord();
    return result;
  }

  skip(from: number, to: number, isLast: boolean): SkipResult {
    if (!this.#isCut) this.#startRecord();
    const framing = this.#framing;
    const found = this.#seek(from, to);
    const isComplete = found !== -1 || isLast;
    let end = to;
    let next = to;
    if (found !== -1) {
      end = this.#endOfText(from, found);
      next = found + 1;
      if (this.#format.format === "json") {
        this.#batch.place = this.#batch.window[found] === COMMA ? ArrayPlace.element : ArrayPlace.after;
      }
    } else if (!isLast && to > from && this.#batch.window[to - 1] === CR && this.#hasLineFeeds) {
      end = to - 1;
      next = end;
    }
    const lines = framing.lines - this.#toldLines;
    this.#toldLines = framing.lines;
    this.#seen = to - next;
    this.#isCut = !isComplete;
    const fault = found === -1 && isLast && framing.isOpen ? this.#openFault() : ScanFault.none;
    return { isComplete, end, next, lines, fault, faultLines: framing.openLines };
  }

  /** Whether a line feed, with an optional carriage return before it, ends a record. */
  get #hasLineFeeds(): boolean {
    return this.#format.format !== "json" && this.#framing.lineEnd === LF;
  }

  #startRecord(): void {
    this.#framing.restart();
    this.#seen = 0;
    this.#toldLines = 0;
  }

  /** The end of the record that begins at `from`, if it is among the bytes that the framing has not read; otherwise -1. */
  #seek(from: number, to: number): number {
    const found = this.#framing.findEnd(this.#batch.window, from + this.#seen, to);
    this.#seen = to - from;
    return found;
  }

  #endOfText(from: number, found: number): number {
    return this.#hasLineFeeds ? lineEnd(this.#batch.window, from, found) : found;
  }

  #openFault(): ScanFault {
    return this.#format.format === "json" ? ScanFault.openArray : ScanFault.openQuote;
  }
}

function nothing(at: number): ScanResult {
  return { count: 0, next: at, lines: 0, fault: ScanFault.none, faultLines: 0 };
}
