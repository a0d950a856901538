import { ID_DIGITS } from "../../format/codec.js";
import { isHexDigit } from "../../format/hex.js";
import { countLineFeeds, LF } from "./bytes.js";
import { type DigitSearch, type FoundRuns, NO_LINE_START, type SearchResult } from "./digit-search.js";
import { SCAN_CAPACITY } from "./types.js";

/** The search in TypeScript: it runs in every JavaScript runtime. Like Boyer–Moore, it tests the last digit of a possible run first. */
export class PureSearch implements DigitSearch {
  readonly found: FoundRuns = {
    rows: new Uint8Array(ID_DIGITS * SCAN_CAPACITY),
    starts: new Uint32Array(SCAN_CAPACITY),
    lines: new Uint32Array(SCAN_CAPACITY),
    lineStarts: new Uint32Array(SCAN_CAPACITY),
  };
  #window = new Uint8Array();
  /** In the current search: the place up to which line feeds were counted, and the results. */
  #counted = 0;
  #lines = 0;
  #lineStart = NO_LINE_START;

  window(size: number): Uint8Array {
    if (size > this.#window.length) {
      const larger = new Uint8Array(size);
      larger.set(this.#window);
      this.#window = larger;
    }
    return this.#window;
  }

  search(from: number, to: number, isLast: boolean): SearchResult {
    const window = this.#window;
    this.#counted = from;
    this.#lines = 0;
    this.#lineStart = NO_LINE_START;
    let count = 0;
    // Digits right after a run that was too long are part of it.
    let at = isHexDigit(window[from - 1]) ? endOfRun(window, from, to) : from;
    while (count < SCAN_CAPACITY) {
      const start = nextDigits(window, at, to);
      at = start;
      if (start + ID_DIGITS > to) {
        if (isLast) at = to;
        break;
      }
      at = endOfRun(window, start + ID_DIGITS, to);
      if (at - start !== ID_DIGITS) continue;
      if (at === to && !isLast) {
        at = start;
        break;
      }
      this.#add(count++, start);
    }
    this.#countLines(at);
    return { count, next: at, lines: this.#lines, lineStart: this.#lineStart };
  }

  #add(index: number, start: number): void {
    this.#countLines(start);
    const { rows, starts, lines, lineStarts } = this.found;
    rows.set(this.#window.subarray(start, start + ID_DIGITS), ID_DIGITS * index);
    starts[index] = start;
    lines[index] = this.#lines;
    lineStarts[index] = this.#lineStart;
  }

  #countLines(to: number): void {
    const feeds = countLineFeeds(this.#window, this.#counted, to);
    if (feeds > 0) this.#lineStart = this.#window.lastIndexOf(LF, to - 1) + 1;
    this.#lines += feeds;
    this.#counted = to;
  }
}

/** The first place from `start` on at which 64 digits begin after another byte, or at which fewer than 64 bytes remain. */
function nextDigits(bytes: Uint8Array, start: number, end: number): number {
  let first = start;
  while (first + ID_DIGITS <= end) {
    let at = first + ID_DIGITS;
    while (at > first && isHexDigit(bytes[at - 1])) at--;
    if (at === first) break;
    first = at;
  }
  return first;
}

function endOfRun(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isHexDigit(bytes[at])) at++;
  return at;
}
