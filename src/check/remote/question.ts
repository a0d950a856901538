import type { Batch } from "../../bulk/records/batch.js";
import type { ArrayBufferBytes } from "../../format/bytes.js";
import { ID_DIGITS } from "../../format/codec.js";

const LF = 0x0a;
const LINE_SIZE = ID_DIGITS + 1;

/** A batch that a judge has accepted. */
export interface Entry {
  readonly batch: Batch;
  /** Records without a verdict so far. */
  waiting: number;
}

/** Records of one batch or several that are judged in one request. */
export class Question {
  readonly #entries: Entry[] = [];
  readonly #indexes: number[] = [];

  get size(): number {
    return this.#indexes.length;
  }

  add(entry: Entry, index: number): void {
    this.#entries.push(entry);
    this.#indexes.push(index);
  }

  has(entry: Entry): boolean {
    return this.#entries.includes(entry);
  }

  /** The digits of the records, one a line. */
  text(): ArrayBufferBytes {
    const lines = new Uint8Array(this.size * LINE_SIZE);
    for (const [i, index] of this.#indexes.entries()) {
      const { rows } = this.#entries[i].batch;
      lines.set(rows.subarray(index * ID_DIGITS, (index + 1) * ID_DIGITS), i * LINE_SIZE);
      lines[(i + 1) * LINE_SIZE - 1] = LF;
    }
    return lines;
  }

  /** Gives each record its verdict. */
  settle(write: (batch: Batch, index: number, i: number) => void): void {
    for (const [i, index] of this.#indexes.entries()) {
      const entry = this.#entries[i];
      write(entry.batch, index, i);
      entry.waiting--;
    }
  }

  /** Splits the records into questions of at most `size`. */
  split(size: number): Question[] {
    const parts: Question[] = [];
    for (const [i, index] of this.#indexes.entries()) {
      if (i % size === 0) parts.push(new Question());
      parts[parts.length - 1].add(this.#entries[i], index);
    }
    return parts;
  }
}
