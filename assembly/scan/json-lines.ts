/** Scans lines of JSON: a JSON string can't contain a raw line feed, so each line feed ends a record. */
import { kind, readText, skipSpace, valueEnd, valueStart, wrongAt } from "./json";
import { control, WINDOW } from "./memory";
import { addJson, findLineFeed, finish, NOT_JSON, UNDECIDED } from "./record";

const LF: u8 = 10;
const CR: u8 = 13;

export function scanJsonLines(): void {
  const end = WINDOW + control.to;
  const limit = control.limit;
  let at = WINDOW + control.from;
  let row: u32 = 0;
  let lines: u32 = 0;
  // NUL is invalid everywhere in JSON: with a NUL after the input, no other code has to check for the end.
  const saved = load<u8>(end);
  store<u8>(end, 0);
  while (row < limit && at < end) {
    let feed = readText(at, false);
    let isText = feed !== 0;
    if (isText) feed = skipSpace(feed, false);
    else feed = wrongAt;
    if (load<u8>(feed) !== LF && feed !== end) {
      isText = false;
      feed = findLineFeed(feed, end);
    }
    if (feed === end && !control.isLast) break;
    const lineEnd = feed < end && feed > at && load<u8>(feed - 1) === CR ? feed - 1 : feed;
    addJson(row, isText || kind === UNDECIDED ? kind : NOT_JSON, at, lineEnd, valueStart, valueEnd, lines);
    row++;
    lines += u32(feed < end);
    at = feed + usize(feed < end);
  }
  store<u8>(end, saved);
  finish(row, at, lines);
}
