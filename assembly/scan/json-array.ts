/** Scans the elements of a JSON array that is the whole input. */
import { kind, readText, skipSpace, valueEnd, valueStart } from "./json";
import { control, WINDOW } from "./memory";
import { addJson, countLineFeeds, finish, NOT_JSON, UNDECIDED } from "./record";

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const COMMA: u8 = 0x2c;
const BRACKET: u8 = 0x5b;
const BRACKET_END: u8 = 0x5d;
const BRACE: u8 = 0x7b;
const BRACE_END: u8 = 0x7d;

/** The position of a scan in the array. */
const BEFORE: u32 = 0;
const FIRST: u32 = 1;
const ELEMENT: u32 = 2;
const AFTER: u32 = 3;

/** The fault of the input: values of `ScanFault`. */
const NOT_ARRAY: u32 = 2;
const OPEN_ARRAY: u32 = 3;
const AFTER_ARRAY: u32 = 4;

/**
 * The comma or bracket after the element that begins at `at`, or `end`. The element may be invalid JSON: all kinds of brackets outside
 * of strings are counted together.
 */
function findElementEnd(at: usize, end: usize): usize {
  let depth = 0;
  let isString = false;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (isString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isString = false;
    } else if (byte === QUOTE) isString = true;
    else if (byte === BRACKET || byte === BRACE) depth++;
    else if (byte === BRACKET_END || byte === BRACE_END) {
      if (depth) depth--;
      else if (byte === BRACKET_END) return at;
    } else if (byte === COMMA && depth === 0) return at;
  }
  return end;
}

/** The end of `start` to `end` without trailing whitespace. */
function trimEnd(start: usize, end: usize): usize {
  while (end > start && load<u8>(end - 1) <= 0x20) {
    const byte = load<u8>(end - 1);
    if (byte !== 0x20 && byte !== 9 && byte !== 10 && byte !== 13) break;
    end--;
  }
  return end;
}

export function scanJsonArray(): void {
  const begin = WINDOW + control.from;
  const end = WINDOW + control.to;
  const limit = control.limit;
  let at = begin;
  let counted = begin;
  let lines: u32 = 0;
  let row: u32 = 0;
  const saved = load<u8>(end);
  // See json-lines.ts.
  store<u8>(end, 0);
  while (row < limit) {
    at = skipSpace(at, true);
    if (at === end) {
      if (control.isLast && control.place !== AFTER) control.fault = control.place === BEFORE ? NOT_ARRAY : OPEN_ARRAY;
      break;
    }
    const byte = load<u8>(at);
    if (control.place === BEFORE) {
      if (byte !== BRACKET) {
        control.fault = NOT_ARRAY;
        break;
      }
      control.place = FIRST;
      at++;
      continue;
    }
    if (control.place === AFTER) {
      control.fault = AFTER_ARRAY;
      break;
    }
    if (control.place === FIRST && byte === BRACKET_END) {
      control.place = AFTER;
      at++;
      continue;
    }
    let elementEnd = readText(at, true);
    let found: usize = 0;
    let isText = elementEnd !== 0;
    if (isText) {
      found = skipSpace(elementEnd, true);
      const after = load<u8>(found);
      isText = found === end || after === COMMA || after === BRACKET_END;
    }
    if (!isText) {
      const isUndecided = !elementEnd && kind === UNDECIDED;
      found = findElementEnd(at, end);
      elementEnd = trimEnd(at, found);
      isText = isUndecided;
    }
    if (found === end && !control.isLast) break;
    lines += countLineFeeds(counted, at);
    counted = at;
    addJson(row, isText ? kind : NOT_JSON, at, elementEnd, valueStart, valueEnd, lines);
    row++;
    at = found;
    if (found < end) {
      control.place = load<u8>(found) === COMMA ? ELEMENT : AFTER;
      at++;
    }
  }
  store<u8>(end, saved);
  lines += countLineFeeds(counted, at);
  if (control.fault) control.faultLines = lines;
  finish(row, at, lines);
}
