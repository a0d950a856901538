/** Finds runs of exactly 64 hex digits in bytes of any kind. Like Boyer–Moore, it tests the last digit of a possible run first, so that most bytes are skipped. */
import { CAPACITY, LINE_STARTS, LINES, NO_LINE_START, STARTS, searchControl, WINDOW } from "./memory";
import { copyRow, countLineFeeds } from "./record";

const LF: u8 = 10;
const DIGITS: usize = 64;

/** A bit for each of 16 bytes: 1 if it is not a hex digit. */
function others(at: usize): u32 {
  const bytes = v128.load(at);
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const letters = i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(6));
  return i8x16.bitmask(v128.or(digits, letters)) ^ 0xffff;
}

/** The end of the hex digits that begin at `from`. */
function endOfRun(from: usize, end: usize): usize {
  for (; from < end; from += 16) {
    const found = others(from);
    // Bytes after the end are not part of the input.
    if (found) return min(from + ctz(found), end);
  }
  return end;
}

/** The first place from `start` on at which 64 digits begin after another byte, or at which fewer than 64 bytes remain. */
function nextDigits(start: usize, end: usize): usize {
  while (start + DIGITS <= end) {
    let block = start + DIGITS;
    let found: u32 = 0;
    while (block > start && found === 0) {
      block -= 16;
      found = others(block);
    }
    if (found === 0) break;
    start = block + 32 - clz(found);
  }
  return start;
}

/** The byte after the last line feed before `end`; there must be at least one line feed. */
function lastLineStart(end: usize): usize {
  const feeds = i8x16.splat(LF);
  let found: u32 = 0;
  while (!found) {
    end -= 16;
    found = i8x16.bitmask(i8x16.eq(v128.load(end), feeds));
  }
  return end + 32 - clz(found);
}

export function searchRuns(): void {
  const begin = WINDOW + searchControl.from;
  const end = WINDOW + searchControl.to;
  const isLast = searchControl.isLast !== 0;
  let count: u32 = 0;
  let lines: u32 = 0;
  let lineStart = NO_LINE_START;
  let counted = begin;
  // Digits right after a run that was too long are part of it.
  let at = others(begin - 1) & 1 ? begin : endOfRun(begin, end);
  while (count < CAPACITY) {
    const start = nextDigits(at, end);
    at = start;
    if (start + DIGITS > end) {
      if (isLast) at = end;
      break;
    }
    at = endOfRun(start + DIGITS, end);
    if (at - start !== DIGITS) continue;
    if (at === end && !isLast) {
      at = start;
      break;
    }
    const feeds = countLineFeeds(counted, start);
    if (feeds) lineStart = <u32>(lastLineStart(start) - WINDOW);
    lines += feeds;
    counted = start;
    store<u32>(STARTS + (count << 2), start - WINDOW);
    store<u32>(LINES + (count << 2), lines);
    store<u32>(LINE_STARTS + (count << 2), lineStart);
    copyRow(count, start);
    count++;
  }
  const feeds = countLineFeeds(counted, at);
  if (feeds) lineStart = <u32>(lastLineStart(at) - WINDOW);
  searchControl.count = count;
  searchControl.next = <u32>(at - WINDOW);
  searchControl.lines = lines + feeds;
  searchControl.lineStart = lineStart;
}
