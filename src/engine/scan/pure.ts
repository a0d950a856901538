import { ID_DIGITS } from "../../format/codec.js";
import { ArrayPlace, type BatchScanner } from "./batch.js";
import { BRACKET, BRACKET_END, COMMA, countLineFeeds, LF, lineEnd } from "./bytes.js";
import { type Framing, framingOf } from "./framing.js";
import { isSpace } from "./json-text.js";
import { judgeOf, type RecordJudge } from "./judge.js";
import { FramedScanner } from "./scanner.js";
import {
  type RecordFormat,
  type RecordScanner,
  SCAN_CAPACITY,
  ScanFault,
  type ScannedRecords,
  type ScanResult,
} from "./types.js";

/** The scanner in TypeScript: it runs in every JavaScript runtime. */
export function createPureScanner(format: RecordFormat): RecordScanner {
  return new FramedScanner(format, format.format === "json" ? new PureArrayBatch(format) : new PureBatch(format));
}

/** Cuts a record with the format's framing, then judges it. */
class PureBatch implements BatchScanner {
  readonly records: ScannedRecords = {
    rows: new Uint8Array(ID_DIGITS * SCAN_CAPACITY),
    kinds: new Uint8Array(SCAN_CAPACITY),
    starts: new Uint32Array(SCAN_CAPACITY),
    ends: new Uint32Array(SCAN_CAPACITY),
    valueStarts: new Uint32Array(SCAN_CAPACITY),
    valueEnds: new Uint32Array(SCAN_CAPACITY),
    lines: new Uint32Array(SCAN_CAPACITY),
  };
  window = new Uint8Array();
  column = 0;
  lineEnd: number = LF;
  delimiter = 0;
  place: ArrayPlace = ArrayPlace.before;
  protected readonly framing: Framing;
  readonly #judge: RecordJudge;

  constructor(format: RecordFormat) {
    this.framing = framingOf(format);
    this.#judge = judgeOf(format);
    if (format.format !== "csv") return;
    this.column = format.column;
    this.delimiter = format.delimiter;
  }

  reserve(size: number): void {
    if (size <= this.window.length) return;
    const larger = new Uint8Array(size);
    larger.set(this.window);
    this.window = larger;
  }

  run(from: number, to: number, isLast: boolean, limit: number): ScanResult {
    const { window, framing } = this;
    framing.lineEnd = this.lineEnd;
    framing.delimiter = this.delimiter;
    this.#judge.delimiter = this.delimiter;
    this.#judge.column = this.column;
    let count = 0;
    let lines = 0;
    let next = from;
    while (count < limit && next < to) {
      framing.restart();
      const found = framing.findEnd(window, next, to);
      if (found !== -1) {
        this.add(count++, next, this.lineEnd === LF ? lineEnd(window, next, found) : found, lines);
        next = found + 1;
        lines += framing.lines;
        continue;
      }
      if (!isLast) break;
      this.add(count++, next, to, lines);
      const faultLines = framing.isOpen ? lines + framing.openLines : 0;
      const fault = framing.isOpen ? ScanFault.openQuote : ScanFault.none;
      return { count, next: to, lines: lines + framing.lines, fault, faultLines };
    }
    return { count, next, lines, fault: ScanFault.none, faultLines: 0 };
  }

  protected add(index: number, start: number, end: number, lines: number): void {
    const { records } = this;
    records.starts[index] = start;
    records.ends[index] = end;
    records.lines[index] = lines;
    this.#judge.judge(records, index, this.window);
  }
}

/** The same for the elements of an array. */
class PureArrayBatch extends PureBatch {
  override run(from: number, to: number, isLast: boolean, limit: number): ScanResult {
    const { window, framing } = this;
    let count = 0;
    let next = from;
    let fault: ScanFault = ScanFault.none;
    while (count < limit) {
      next = skipSpace(window, next, to);
      if (next === to) {
        if (isLast) fault = faultAtEnd(this.place);
        break;
      }
      if (this.place === ArrayPlace.before && window[next] === BRACKET) {
        this.place = ArrayPlace.first;
        next++;
      } else if (this.place === ArrayPlace.before) {
        fault = ScanFault.notArray;
        break;
      } else if (this.place === ArrayPlace.after) {
        fault = ScanFault.afterArray;
        break;
      } else if (this.place === ArrayPlace.first && window[next] === BRACKET_END) {
        this.place = ArrayPlace.after;
        next++;
      } else {
        framing.restart();
        const found = framing.findEnd(window, next, to);
        if (found === -1 && !isLast) break;
        const end = found === -1 ? to : found;
        this.add(count++, next, trimEnd(window, next, end), countLineFeeds(window, from, next));
        next = end;
        if (found !== -1) {
          this.place = window[found] === COMMA ? ArrayPlace.element : ArrayPlace.after;
          next++;
        }
      }
    }
    const lines = countLineFeeds(window, from, next);
    return { count, next, lines, fault, faultLines: fault === ScanFault.none ? 0 : lines };
  }
}

function faultAtEnd(place: ArrayPlace): ScanFault {
  if (place === ArrayPlace.after) return ScanFault.none;
  return place === ArrayPlace.before ? ScanFault.notArray : ScanFault.openArray;
}

function skipSpace(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(bytes[at])) at++;
  return at;
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(bytes[at - 1])) at--;
  return at;
}
