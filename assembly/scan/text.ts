/** Scans lines of text: each line is an ID. */
import { control, WINDOW } from "./memory";
import { addText, findLineFeed, finish } from "./record";

const LF: u8 = 10;
const CR: u8 = 13;

export function scanText(): void {
  const end = WINDOW + control.to;
  const limit = control.limit;
  const isLast = control.isLast;
  const feeds = i8x16.splat(LF);
  let at = WINDOW + control.from;
  let row: u32 = 0;
  let lines: u32 = 0;
  while (row < limit && at < end) {
    let feed = at + 64;
    // The expected line needs no search: 64 bytes without a line feed, then the line end.
    if (end - at >= 66) {
      const a = i8x16.eq(v128.load(at), feeds);
      const b = i8x16.eq(v128.load(at, 16), feeds);
      const c = i8x16.eq(v128.load(at, 32), feeds);
      const d = i8x16.eq(v128.load(at, 48), feeds);
      if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) feed = findLineFeed(at, end);
      else if (load<u8>(feed) !== LF) feed = load<u8>(feed, 1) === LF ? feed + 1 : findLineFeed(feed + 2, end);
    } else {
      feed = findLineFeed(at, end);
    }
    let lineEnd = feed;
    if (feed < end) {
      if (feed > at && load<u8>(feed - 1) === CR) lineEnd--;
    } else if (!isLast) break;
    addText(row, at, lineEnd, at, lineEnd, lines);
    lines += u32(feed < end);
    at = feed + usize(feed < end);
    row++;
  }
  finish(row, at, lines);
}
