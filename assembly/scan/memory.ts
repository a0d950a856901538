/*
 * The memory of a scanner, drawn. Nothing outside this file knows an offset: index.ts exports the addresses that the caller needs.
 *
 *   0x0000  (unused, so that a null pointer hits nothing)
 *   0x0040  CONTROL       16 × u32    what a scan is to do, and what came of it
 *   0x0080  INDICES       16 × u32    JSON: at which element each array is that is on the path to the field
 *   0x00c0  PARTS     17 × 3 × u32    JSON: the names that lead to the field (see `Part`)
 *   0x0200  NAMES            4 KB     JSON: the bytes of these names, in UTF-8, 16 bytes of slack after them
 *   0x1400  KINDS      CAPACITY × 1   of each record: what was found
 *   0x1600  STARTS     CAPACITY × 4   where it begins, as an offset in the window
 *   0x1e00  ENDS       CAPACITY × 4   where it ends, without its line ending
 *   0x2600  VALUE_STARTS        × 4   where its value begins; of a run that a search has found, where its line begins (LINE_STARTS)
 *   0x2e00  VALUE_ENDS          × 4   where its value ends
 *   0x3600  LINES      CAPACITY × 4   line feeds between where the scan began and where the record begins
 *   0x4000  ROWS       CAPACITY × 64  the digits of a candidate; anything else has a row that begins with `-`
 *   0xc000  WINDOW                    the input, to 64 bytes before the end of the memory
 */
export const CAPACITY: u32 = 512;

export const CONTROL: usize = 0x0040;
export const INDICES: usize = 0x0080;
export const PARTS: usize = 0x00c0;
export const NAMES: usize = 0x0200;
export const KINDS: usize = 0x1400;
export const STARTS: usize = 0x1600;
export const ENDS: usize = 0x1e00;
export const VALUE_STARTS: usize = 0x2600;
export const LINE_STARTS: usize = VALUE_STARTS;
export const VALUE_ENDS: usize = 0x2e00;
export const LINES: usize = 0x3600;
export const ROWS: usize = 0x4000;
export const WINDOW: usize = 0xc000;

/** What a scan is to do, which the caller writes, and what came of it. Places are offsets in the window. */
@unmanaged
export class Control {
  /** The bytes to be scanned. */
  from: u32;
  to: u32;
  /** 1 if the input ends at `to`. */
  isLast: u32;
  /** The most records that are wanted: 1 to CAPACITY. */
  limit: u32;
  /** CSV: the byte between fields, and the number of the field that is wanted, from 0. */
  delimiter: u32;
  column: u32;
  /** JSON: how many parts lead to the field, 0 if the text itself is it, and whether `PARTS` has the field's whole name after them. */
  parts: u32;
  hasWholeName: u32;
  /** JSON array: where in it the scan is (`Place`); read and written. */
  place: u32;
  /** How many records were found, where the next one begins, and how many line feeds there are before that. */
  count: u32;
  next: u32;
  lines: u32;
  /** What is wrong with the input (`Fault`), and how many line feeds there are before that. */
  fault: u32;
  faultLines: u32;
  /** How many records have the kind UNDECIDED. */
  undecided: u32;
  /** CSV: the byte that ends a row, LF or CR. */
  lineEnd: u32;
}

export const control = changetype<Control>(CONTROL);

/** A name on the way to the field. */
@unmanaged
export class Part {
  /** Its bytes, as an offset in NAMES. */
  start: u32;
  length: u32;
  /** As the index of an element; 0xffffffff if it is none. */
  index: u32;
}

export function part(number: u32): Part {
  return changetype<Part>(PARTS + number * offsetof<Part>());
}

/** What a search is to do, which the caller writes, and what came of it: in the place of `Control`. Places are offsets in the window. */
@unmanaged
export class SearchControl {
  /** The bytes to be searched, of which there is at least one before `from`. */
  from: u32;
  to: u32;
  /** 1 if the input ends at `to`. */
  isLast: u32;
  /** How many runs were found, where the next search begins, and how many line feeds there are before that. */
  count: u32;
  next: u32;
  lines: u32;
  /** Where the line at `next` begins: NO_LINE_START if that is before `from`. */
  lineStart: u32;
}

export const searchControl = changetype<SearchControl>(CONTROL);
export const NO_LINE_START: u32 = 0xffffffff;
