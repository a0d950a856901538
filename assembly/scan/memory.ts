/*
 * The layout of a scanner's memory. No other file contains offsets: index.ts exports the addresses that the caller needs.
 *
 *   0x0000  (unused, so that a null pointer overwrites nothing)
 *   0x0040  CONTROL       16 × u32    the parameters and results of a scan
 *   0x0080  INDICES       16 × u32    JSON: the index of the current element in each array on the path to the field
 *   0x00c0  PARTS     17 × 3 × u32    JSON: the names on the path to the field (see `Part`)
 *   0x0200  NAMES            4 KB     JSON: the bytes of these names, in UTF-8, followed by 16 bytes of slack
 *   0x1400  KINDS      CAPACITY × 1   for each record: its kind
 *   0x1600  STARTS     CAPACITY × 4   its start, as an offset in the window
 *   0x1e00  ENDS       CAPACITY × 4   its end, without the line end
 *   0x2600  VALUE_STARTS        × 4   the start of its value; for a run of a search, the start of its line (LINE_STARTS)
 *   0x2e00  VALUE_ENDS          × 4   the end of its value
 *   0x3600  LINES      CAPACITY × 4   the number of line feeds between the start of the scan and the start of the record
 *   0x4000  ROWS       CAPACITY × 64  the digits of a candidate; the row of any other record begins with `-`
 *   0xc000  WINDOW                    the input, up to 64 bytes before the end of the memory
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

/** The parameters of a scan, which the caller writes, and its results. Positions are offsets in the window. */
@unmanaged
export class Control {
  /** The bytes to scan. */
  from: u32;
  to: u32;
  /** 1 if the input ends at `to`. */
  isLast: u32;
  /** The maximum number of records: 1 to CAPACITY. */
  limit: u32;
  /** CSV: the byte between fields, and the index of the requested field, from 0. */
  delimiter: u32;
  column: u32;
  /** JSON: the number of parts on the path to the field, 0 if the text itself is the field; and whether `PARTS` has the field's whole name after them. */
  parts: u32;
  hasWholeName: u32;
  /** JSON array: the position of the scan in the array (`Place`); read and written. */
  place: u32;
  /** The number of records that were found, the start of the next one, and the number of line feeds before that. */
  count: u32;
  next: u32;
  lines: u32;
  /** The fault of the input (`Fault`), and the number of line feeds before it. */
  fault: u32;
  faultLines: u32;
  /** The number of records with the kind UNDECIDED. */
  undecided: u32;
  /** CSV: the byte that ends a row, LF or CR. */
  lineEnd: u32;
}

export const control = changetype<Control>(CONTROL);

/** A name on the path to the field. */
@unmanaged
export class Part {
  /** Its bytes, as an offset in NAMES. */
  start: u32;
  length: u32;
  /** The name as the index of an element; 0xffffffff if it isn't one. */
  index: u32;
}

export function part(number: u32): Part {
  return changetype<Part>(PARTS + number * offsetof<Part>());
}

/** The parameters of a search, which the caller writes, and its results, at the address of `Control`. Positions are offsets in the window. */
@unmanaged
export class SearchControl {
  /** The bytes to search. There must be at least one byte before `from`. */
  from: u32;
  to: u32;
  /** 1 if the input ends at `to`. */
  isLast: u32;
  /** The number of runs that were found, the start of the next search, and the number of line feeds before that. */
  count: u32;
  next: u32;
  lines: u32;
  /** The start of the line at `next`: NO_LINE_START if that is before `from`. */
  lineStart: u32;
}

export const searchControl = changetype<SearchControl>(CONTROL);
export const NO_LINE_START: u32 = 0xffffffff;
