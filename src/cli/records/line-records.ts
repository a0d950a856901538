import type { LineChecker } from "../../bulk/line-checker.js";
import { LF } from "./lines.js";
import type { Records } from "./records.js";

/** Lines as they stand in the engine's memory: a view of what a {@link LineChecker} has found last. */
export class LineRecords implements Records {
  readonly header = undefined;
  readonly rest = undefined;
  readonly isRestLast = false;
  readonly isOpen = false;
  readonly lineEnd = LF;
  bytes: Buffer = Buffer.alloc(0);
  offset = 0;
  /** The line on which the first record stands. */
  firstLine = 1;
  count = 0;
  #end = 0;
  readonly #starts: Uint32Array;
  readonly #lengths: Uint32Array;

  constructor(checker: LineChecker) {
    this.#starts = checker.verdicts.starts;
    this.#lengths = checker.verdicts.lengths;
  }

  /** Takes in another round: so many lines, the last of which ends before `end`. */
  set(count: number, end: number): void {
    this.count = count;
    this.#end = end;
  }

  isWhole(): boolean {
    return true;
  }

  startOf(index: number): number {
    return this.#starts[index];
  }

  endOf(index: number): number {
    return this.#starts[index] + this.#lengths[index];
  }

  nextOf(index: number): number {
    return index + 1 < this.count ? this.#starts[index + 1] : this.#end;
  }

  get digits(): Uint8Array {
    return this.bytes;
  }

  digitsAt(index: number): number {
    return this.#starts[index];
  }

  lineOf(index: number): number {
    return this.firstLine + index;
  }
}

/** The text memory of an engine as a buffer over the same bytes. */
export function bufferOver({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
