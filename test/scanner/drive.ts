import { deepStrictEqual } from "node:assert";
import {
  type RecordFormat,
  RecordKind,
  type RecordScanner,
  ScanFault,
  type ScannedRecords,
} from "../../src/engine/scan/types.js";
import { valueText } from "../../src/engine/scan/value-text.js";

/** A record as a test compares it: places are bytes of the input, lines count from 0. */
export interface Found {
  readonly kind: RecordKind;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly value: string | undefined;
  /** The 64 bytes of a candidate, as Latin-1. */
  readonly row: string | undefined;
}

/** A record that was too long for the window: its pieces, without its line ending. */
export interface Skipped {
  readonly start: number;
  readonly end: number;
}

export interface Outcome {
  /** How many records were found or skipped. */
  readonly records: number;
  readonly found: Found[];
  readonly skipped: Skipped[];
  readonly fault: ScanFault;
  readonly faultLine: number;
  /** Bytes and line feeds that were taken. */
  readonly end: number;
  readonly lines: number;
}

/** How an input is fed: in pieces of sizes that `chunk` gives, to a window that grows from `window` to `longest` bytes. */
export interface Feeding {
  readonly chunk: () => number;
  readonly window: number;
  readonly longest: number;
}

/** Feeds an input to scanners in step, and throws where one of them finds something else than the first. */
export function drive(
  format: RecordFormat,
  scanners: readonly RecordScanner[],
  input: Uint8Array,
  feeding: Feeding,
  collects = true,
): Outcome {
  const [scanner] = scanners;
  const found: Found[] = [];
  const skipped: Skipped[] = [];
  let size = feeding.window;
  /** Bytes of the input before the window, in the window, and fed; lines before `from`. */
  let base = 0;
  let filled = 0;
  let fed = 0;
  let line = 0;
  let skipStart = -1;
  let records = 0;
  for (const each of scanners) each.window(size);
  for (;;) {
    const length = Math.min(feeding.chunk(), size - filled, input.length - fed);
    for (const each of scanners) each.window(size).set(input.subarray(fed, fed + length), filled);
    fed += length;
    filled += length;
    const isLast = fed === input.length;
    let from = 0;
    for (;;) {
      if (skipStart !== -1) {
        const { isComplete, end, next, lines, fault, faultLines } = same(
          scanners.map((each) => ({ ...each.skip(from, filled, isLast) })),
        );
        if (fault !== ScanFault.none) {
          return { records, found, skipped, fault, faultLine: faultLines, end: base + next, lines: line + lines };
        }
        line += lines;
        from = next;
        if (!isComplete) break;
        records++;
        skipped.push({ start: skipStart, end: base + end });
        skipStart = -1;
      }
      const result = same(scanners.map((each) => ({ ...each.scan(from, filled, isLast) })));
      for (const other of scanners.slice(1)) compareRecords(scanner.records, other.records, result.count);
      records += result.count;
      if (collects) {
        for (let i = 0; i < result.count; i++) found.push(foundAt(format, scanner, i, base, line));
      }
      const { count, next, lines, fault, faultLines } = result;
      if (fault !== ScanFault.none) {
        return { records, found, skipped, fault, faultLine: line + faultLines, end: base + next, lines: line + lines };
      }
      line += lines;
      from = next;
      if (count > 0) continue;
      // Nothing is complete: what is left has to be the beginning of one record, in a window that may be too small for it.
      if (from > 0 || filled < size || isLast) break;
      if (size >= feeding.longest) skipStart = base;
      else {
        size = Math.min(2 * size, feeding.longest);
        for (const each of scanners) each.window(size);
        break;
      }
    }
    if (isLast) return { records, found, skipped, fault: ScanFault.none, faultLine: 0, end: base + from, lines: line };
    for (const each of scanners) each.window(size).copyWithin(0, from, filled);
    base += from;
    filled -= from;
  }
}

function same<T extends object>(results: readonly T[]): T {
  const [first, ...others] = results;
  for (const other of others) {
    for (const [key, value] of Object.entries(first)) {
      if (other[key as keyof T] !== value) deepStrictEqual(other, first);
    }
  }
  return first;
}

const HAS_VALUE: readonly number[] = [RecordKind.candidate, RecordKind.otherText, RecordKind.notString];

function compareRecords(a: ScannedRecords, b: ScannedRecords, count: number): void {
  const differs = (i: number, name: "kinds" | "starts" | "ends" | "lines" | "valueStarts" | "valueEnds") => {
    if (a[name][i] === b[name][i]) return;
    throw new Error(`record ${i}: ${name} are ${a[name][i]} and ${b[name][i]}`);
  };
  for (let i = 0; i < count; i++) {
    differs(i, "kinds");
    differs(i, "starts");
    differs(i, "ends");
    differs(i, "lines");
    if (HAS_VALUE.includes(a.kinds[i])) {
      differs(i, "valueStarts");
      differs(i, "valueEnds");
    }
    const length = a.kinds[i] === RecordKind.candidate ? 64 : 1;
    for (let at = 64 * i; at < 64 * i + length; at++) {
      if (a.rows[at] !== b.rows[at]) throw new Error(`record ${i}: rows differ`);
    }
  }
}

function foundAt(format: RecordFormat, scanner: RecordScanner, i: number, base: number, line: number): Found {
  const { kinds, starts, ends, lines, rows } = scanner.records;
  const kind = kinds[i] as RecordKind;
  const row = Buffer.from(rows.subarray(64 * i, 64 * i + 64)).toString("latin1");
  return {
    kind,
    start: base + starts[i],
    end: base + ends[i],
    line: line + lines[i],
    value: textOf(format, scanner, i),
    row: kind === RecordKind.candidate ? row : undefined,
  };
}

/** The text of a record of the last scan; `undefined` for a record without one. */
export function textOf(format: RecordFormat, scanner: RecordScanner, i: number): string | undefined {
  const { kinds, starts, valueStarts, valueEnds } = scanner.records;
  if (!HAS_VALUE.includes(kinds[i])) return undefined;
  return valueText(format, kinds[i], scanner.window(0), starts[i], valueStarts[i], valueEnds[i]);
}
