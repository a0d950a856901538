/**
 * The runs of the last search, each at the same index in all arrays, which have room for `SCAN_CAPACITY` runs; elements
 * beyond `count` are undefined. The next search overwrites them, and {@link DigitSearch.window} may replace them.
 */
export interface FoundRuns {
  /** Rows of 64 bytes for a classifier: the digits as written in the text. */
  readonly rows: Uint8Array;
  /** The start of the run in the window. */
  readonly starts: Uint32Array;
  /** The number of line feeds between the start of the search (`from`) and the start of the run. */
  readonly lines: Uint32Array;
  /** The start of the line on which the run begins; {@link NO_LINE_START} if that is before `from`. */
  readonly lineStarts: Uint32Array;
}

/** Means that there was no line feed since the start of the search. */
export const NO_LINE_START = 0xffffffff;

/** The result of a search. */
export interface SearchResult {
  /** The number of runs that were found: at most `SCAN_CAPACITY`. */
  readonly count: number;
  /**
   * Where the next search must begin, in the window. If there are fewer runs than `SCAN_CAPACITY`, it needs more bytes, and
   * at most 64 of the old ones remain.
   */
  readonly next: number;
  /** The number of line feeds in `from` to `next`. */
  readonly lines: number;
  /** The start of the line at `next`; {@link NO_LINE_START} if that is before `from`. */
  readonly lineStart: number;
}

/**
 * Finds the runs of exactly 64 hex digits, of either case, in bytes of any kind: the bytes before and after a run are not
 * hex digits. The text arrives in pieces of any size, in memory of the search. Synchronous.
 */
export interface DigitSearch {
  /** The runs of the last search. */
  readonly found: FoundRuns;

  /** The memory in which the text is searched: see `window` of a `RecordScanner`. */
  window(size: number): Uint8Array;

  /**
   * Finds the runs that are complete in the window's bytes `from` to `to`.
   *
   * The byte before `from` decides whether digits at `from` continue a longer run, so `from` must be at least 1. At the start
   * of a text, that byte must not be a hex digit. Later, it is the byte before the last search's `next`. With `isLast`, the
   * text ends at `to`.
   */
  search(from: number, to: number, isLast: boolean): SearchResult;
}
