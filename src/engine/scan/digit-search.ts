/**
 * The runs of the last search, each at the same index in all arrays, which have room for `SCAN_CAPACITY` runs; those
 * beyond `count` hold remains. The next search overwrites them, and {@link DigitSearch.window} may replace them.
 */
export interface FoundRuns {
  /** Rows of 64 bytes for a classifier: the digits as the text has them. */
  readonly rows: Uint8Array;
  /** Where the run begins in the window. */
  readonly starts: Uint32Array;
  /** How many line feeds there are from where the search began (`from`) to where the run begins. */
  readonly lines: Uint32Array;
  /** Where the line begins that the run begins on; {@link NO_LINE_START} if that is before `from`. */
  readonly lineStarts: Uint32Array;
}

/** Says that no line feed has come since the search began. */
export const NO_LINE_START = 0xffffffff;

/** What a search came to. */
export interface SearchResult {
  /** How many runs were found: at most `SCAN_CAPACITY`. */
  readonly count: number;
  /**
   * Where the next search has to begin, in the window. If there are fewer runs than `SCAN_CAPACITY`, it needs more bytes, and at most 64
   * of the old ones are left.
   */
  readonly next: number;
  /** How many line feeds there are from `from` to `next`. */
  readonly lines: number;
  /** Where the line at `next` begins; {@link NO_LINE_START} if that is before `from`. */
  readonly lineStart: number;
}

/**
 * Finds the runs of exactly 64 hex digits, of either case, in bytes of any kind: what is before and after a run is not a
 * hex digit. The text comes in pieces of any size, into memory of the search. Synchronous.
 */
export interface DigitSearch {
  /** What the last search has found. */
  readonly found: FoundRuns;

  /** The memory in which the text is searched: see `window` of a `RecordScanner`. */
  window(size: number): Uint8Array;

  /**
   * Finds the runs that are complete in the window's bytes `from` to `to`.
   *
   * The byte before `from` says whether digits at `from` are the rest of a longer run, so `from` is at least 1. At the start of a
   * text, that byte has to be no hex digit. Later it is the byte before the last search's `next`. If `isLast`, the text ends at `to`.
   */
  search(from: number, to: number, isLast: boolean): SearchResult;
}
