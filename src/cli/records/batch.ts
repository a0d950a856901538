import { ID_DIGITS } from "../../format/codec.js";
import { LF } from "./lines.js";
import type { Records, Span } from "./records.js";

/** Records of a batch: enough that a call of the engine costs little beside them. */
export const BATCH_SIZE = 4096;

/** Stands in a row for whatever can't be an ID: `-` is no hex digit. */
const NO_DIGIT = 0x2d;

/**
 * Records as they stand in the input, and their IDs as rows for the validator. All of it is good until the next batch
 * is asked for.
 */
export class RecordBatch implements Records {
  bytes: Buffer = Buffer.alloc(0);
  offset = 0;
  header: Span | undefined;
  rest: Span | undefined;
  isOpen = false;
  count = 0;
  lineEnd = LF;
  /** For each record its span: `start`, `end`, `next`. */
  readonly #spans = new Uint32Array(3 * BATCH_SIZE);
  readonly #lines = new Float64Array(BATCH_SIZE);
  readonly #rows = new Uint8Array(BATCH_SIZE * ID_DIGITS);

  get isFull(): boolean {
    return this.count === BATCH_SIZE;
  }

  get isRestLast(): boolean {
    return !this.isOpen || this.count > 0;
  }

  isWhole(index: number): boolean {
    return !this.isOpen || index < this.count - 1;
  }

  get isEmpty(): boolean {
    return this.count === 0 && this.header === undefined && this.rest === undefined;
  }

  clear(): void {
    this.count = 0;
    this.header = undefined;
    this.rest = undefined;
    this.isOpen = false;
  }

  /**
   * Adds a record that begins on this line; its ID is to be set next.
   * @returns its index
   */
  add(start: number, end: number, next: number, line: number): number {
    const index = this.count++;
    this.#spans[3 * index] = start;
    this.#spans[3 * index + 1] = end;
    this.#spans[3 * index + 2] = next;
    this.#lines[index] = line;
    return index;
  }

  /** Makes the ID of a record these bytes of `source`; whatever is not 64 bytes long can't be one, and becomes none. */
  setId(index: number, source: Uint8Array, start: number, end: number): void {
    if (end - start !== ID_DIGITS) {
      this.setNoId(index);
      return;
    }
    this.#rows.set(source.subarray(start, end), index * ID_DIGITS);
  }

  /** Gives a record an ID that is malformed. */
  setNoId(index: number): void {
    this.#rows.fill(NO_DIGIT, index * ID_DIGITS, (index + 1) * ID_DIGITS);
  }

  get digits(): Uint8Array {
    return this.#rows;
  }

  digitsAt(index: number): number {
    return index * ID_DIGITS;
  }

  /** The rows of all records, 64 bytes each. */
  rows(): Uint8Array {
    return this.#rows.subarray(0, this.count * ID_DIGITS);
  }

  startOf(index: number): number {
    return this.#spans[3 * index];
  }

  endOf(index: number): number {
    return this.#spans[3 * index + 1];
  }

  nextOf(index: number): number {
    return this.#spans[3 * index + 2];
  }

  lineOf(index: number): number {
    return this.#lines[index];
  }
}
