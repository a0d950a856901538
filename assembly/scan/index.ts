/** The ABI of the scanner's module: four scans, a search, and the addresses that the caller needs (see memory.ts). */
import * as memory from "./memory";

export const control: usize = memory.CONTROL;
export const parts: usize = memory.PARTS;
export const names: usize = memory.NAMES;
export const kinds: usize = memory.KINDS;
export const starts: usize = memory.STARTS;
export const ends: usize = memory.ENDS;
export const valueStarts: usize = memory.VALUE_STARTS;
export const lineStarts: usize = memory.LINE_STARTS;
export const valueEnds: usize = memory.VALUE_ENDS;
export const lines: usize = memory.LINES;
export const rows: usize = memory.ROWS;
export const window: usize = memory.WINDOW;

export { scanCsv } from "./csv";
export { scanJsonArray } from "./json-array";
export { scanJsonLines } from "./json-lines";
export { searchRuns } from "./search";
export { scanText } from "./text";
