/** Newline text → rows. */
import { decode } from "./hex";
import { FOREIGN, MALFORMED } from "./verdicts";

const LF: u8 = 10;
const CR: u8 = 13;
const CRLF: u16 = 0x0a0d;

/** The first line feed in `from` to `end`, or `end`. */
function findLineFeed(from: usize, end: usize): usize {
  for (; from + 16 <= end; from += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(from), i8x16.splat(LF)));
    if (found) return from + ctz(found);
  }
  while (from < end && load<u8>(from) !== LF) from++;
  return from;
}

/**
 * Splits text into lines, `limit` at most, and decodes them as `decodeRows` does. A line ends at a line feed; a carriage return before that
 * belongs to the ending. Where `last` is 0, what follows the last line feed is left for the next call; else it is a line, if there is any.
 *
 * Where `spans` is not 0, each line's offset from `text` and its length without its ending are written there, 32 bits each. At `progress`
 * are written the bytes consumed and the number of pending rows, 32 bits each. Returns the number of lines; none were found where the text
 * ends before the first line does.
 */
export function decodeLines(
  text: usize,
  length: u32,
  last: u32,
  limit: u32,
  ids: usize,
  pending: usize,
  verdicts: usize,
  spans: usize,
  progress: usize,
): u32 {
  const end = text + length;
  let at = text;
  let left: u32 = 0;
  let row: u32 = 0;
  while (row < limit && at < end) {
    let next: usize = 0;
    let size: usize = 64;
    let ok = false;
    // The line that is hoped for needs no search: 64 digits hold no line feed, and the ending has its place.
    if (end - at >= 66 && decode(at, ids)) {
      const ending = load<u16>(at, 64);
      next = <u8>ending === LF ? at + 65 : ending === CRLF ? at + 66 : 0;
      ok = next !== 0;
    }
    if (!ok) {
      const feed = findLineFeed(at, end);
      if (feed === end && !last) break;
      next = feed + usize(feed !== end);
      size = feed - at;
      if (feed !== end && size && load<u8>(feed - 1) === CR) size--;
      ok = size === 64 && decode(at, ids);
    }
    store<u8>(verdicts + row, ok ? FOREIGN : MALFORMED);
    store<u32>(pending + (left << 2), row);
    left += u32(ok);
    if (spans) {
      store<u32>(spans + (row << 3), at - text);
      store<u32>(spans + (row << 3), size, 4);
    }
    at = next;
    ids += 32;
    row++;
  }
  store<u32>(progress, at - text);
  store<u32>(progress, left, 4);
  return row;
}
