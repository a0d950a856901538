/** Writes the records that the scans of all formats find. */
import { control, ENDS, KINDS, LINES, ROWS, STARTS, VALUE_ENDS, VALUE_STARTS, WINDOW } from "./memory";

/** The kind of content where the ID should be: values of `RecordKind`. */
export const CANDIDATE: u8 = 0;
export const OTHER_TEXT: u8 = 1;
export const MISSING: u8 = 2;
export const NOT_STRING: u8 = 3;
export const NOT_JSON: u8 = 4;
/** There are escapes in a place that matters, or the nesting is too deep: the caller decides. */
export const UNDECIDED: u8 = 255;

const HYPHEN: u8 = 0x2d;
const LF: u8 = 10;

/** Writes a record without text where its ID should be. */
export function addRecord(index: u32, kind: u8, start: usize, end: usize, lines: u32): void {
  store<u8>(KINDS + index, kind);
  store<u32>(STARTS + (index << 2), start - WINDOW);
  store<u32>(ENDS + (index << 2), end - WINDOW);
  store<u32>(LINES + (index << 2), lines);
  store<u8>(ROWS + (index << 6), HYPHEN);
}

/** Writes the position of a record's value. */
export function addSpan(index: u32, from: usize, to: usize): void {
  store<u32>(VALUE_STARTS + (index << 2), from - WINDOW);
  store<u32>(VALUE_ENDS + (index << 2), to - WINDOW);
}

/** Writes a record with the text at `from` to `to` where its ID should be. */
export function addText(index: u32, start: usize, end: usize, from: usize, to: usize, lines: u32): void {
  addSpan(index, from, to);
  if (to - from !== 64) {
    addRecord(index, OTHER_TEXT, start, end, lines);
    return;
  }
  addRecord(index, CANDIDATE, start, end, lines);
  copyRow(index, from);
}

/** Copies 64 digits to a row. */
export function copyRow(index: u32, from: usize): void {
  const row = ROWS + (index << 6);
  v128.store(row, v128.load(from));
  v128.store(row, v128.load(from, 16), 16);
  v128.store(row, v128.load(from, 32), 32);
  v128.store(row, v128.load(from, 48), 48);
}

/** Writes a record with a JSON value where its ID should be, at `from` to `to` if there is one; CANDIDATE is a string of any length. */
export function addJson(index: u32, kind: u8, start: usize, end: usize, from: usize, to: usize, lines: u32): void {
  if (kind === CANDIDATE) {
    addText(index, start, end, from, to, lines);
    return;
  }
  addRecord(index, kind, start, end, lines);
  if (kind === NOT_STRING) addSpan(index, from, to);
  control.undecided += u32(kind === UNDECIDED);
}

/** Writes the results of the scan. */
export function finish(count: u32, next: usize, lines: u32): void {
  control.count = count;
  control.next = <u32>(next - WINDOW);
  control.lines = lines;
}

/** The first line feed in `from` to `end`, or `end`. */
export function findLineFeed(from: usize, end: usize): usize {
  const feeds = i8x16.splat(LF);
  for (; from < end; from += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(from), feeds));
    // Bytes after the end are not part of the input.
    if (found) return min(from + ctz(found), end);
  }
  return end;
}

/** The number of line feeds in `from` to `end`. */
export function countLineFeeds(from: usize, end: usize): u32 {
  const feeds = i8x16.splat(LF);
  let count: u32 = 0;
  for (; from + 16 <= end; from += 16) count += popcnt(i8x16.bitmask(i8x16.eq(v128.load(from), feeds)));
  for (; from < end; from++) count += u32(load<u8>(from) === LF);
  return count;
}
