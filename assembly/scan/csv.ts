/** Scans rows of CSV (RFC 4180). A stray quote within an unquoted field, or after the closing quote of a quoted one, is data. */
import { control, WINDOW } from "./memory";
import { addRecord, addText, finish, MISSING } from "./record";

const LF: u8 = 10;
const CR: u8 = 13;
const QUOTE: u8 = 0x22;
/** A value of `ScanFault`. */
const OPEN_QUOTE: u32 = 1;

export function scanCsv(): void {
  const begin = WINDOW + control.from;
  const end = WINDOW + control.to;
  const limit = control.limit;
  const wanted = control.column;
  const delimiter = <u8>control.delimiter;
  const quotes = i8x16.splat(QUOTE);
  const delimiters = i8x16.splat(delimiter);
  const lineEnd = <u8>control.lineEnd;
  const lineEnds = i8x16.splat(lineEnd);
  let row: u32 = 0;
  let lines: u32 = 0;
  // State of the current row.
  let start = begin;
  let startLines: u32 = 0;
  let column: u32 = 0;
  let valueStart: usize = 0;
  let valueEnd: usize = 0;
  // State of the current field. A quote opens it only as its first byte, or right after the last quote that closed it.
  let field = begin;
  let isQuoted = false;
  let closing: usize = 0;
  let quoteLines: u32 = 0;
  for (let block = begin; block < end; block += 64) {
    let found: u64 = 0;
    for (let i: u32 = 0; i < 64; i += 16) {
      const bytes = v128.load(block + i);
      const mask: u32 = i8x16.bitmask(
        v128.or(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, delimiters)), i8x16.eq(bytes, lineEnds)),
      );
      found |= (<u64>mask) << i;
    }
    if (end - block < 64) found &= ((<u64>1) << (<u64>(end - block))) - 1;
    while (found) {
      const at = block + <usize>ctz(found);
      found &= found - 1;
      const byte = load<u8>(at);
      if (byte === delimiter) {
        if (isQuoted) continue;
        if (column === wanted) {
          valueStart = field;
          valueEnd = at;
          if (closing === at - 1) {
            valueStart++;
            valueEnd--;
          }
        }
        column++;
        field = at + 1;
      } else if (byte === QUOTE) {
        if (isQuoted) {
          isQuoted = false;
          closing = at;
        } else if (at === field) {
          isQuoted = true;
          quoteLines = lines;
        } else if (at === closing + 1) isQuoted = true;
      } else {
        lines++;
        if (isQuoted) continue;
        const rowEnd = lineEnd === LF && at > start && load<u8>(at - 1) === CR ? at - 1 : at;
        if (column === wanted) {
          valueStart = field;
          valueEnd = rowEnd;
          if (closing === rowEnd - 1) {
            valueStart++;
            valueEnd--;
          }
        }
        if (column < wanted) addRecord(row, MISSING, start, rowEnd, startLines);
        else addText(row, start, rowEnd, valueStart, valueEnd, startLines);
        row++;
        start = at + 1;
        if (row === limit) {
          finish(row, start, lines);
          return;
        }
        startLines = lines;
        column = 0;
        field = start;
      }
    }
  }
  if (!control.isLast || start === end) {
    finish(row, start, startLines);
    return;
  }
  // The last row, without a line end.
  if (column < wanted) addRecord(row, MISSING, start, end, startLines);
  else {
    if (column === wanted) {
      valueStart = field;
      valueEnd = end;
      if (!isQuoted && closing === end - 1) {
        valueStart++;
        valueEnd--;
      }
    }
    addText(row, start, end, valueStart, valueEnd, startLines);
  }
  if (isQuoted) {
    control.fault = OPEN_QUOTE;
    control.faultLines = quoteLines;
  }
  finish(row + 1, end, lines);
}
