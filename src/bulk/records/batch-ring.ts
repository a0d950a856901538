import { Batch } from "./batch.js";

/** Batches that are used in turn: given out in order, and released in that order. */
export class BatchRing {
  readonly batches: readonly Batch[];
  #issued = 0;
  #released = 0;

  /** @param memories the memory of each batch: `SHARED_SIZE` bytes, shared if other threads are to judge it */
  constructor(memories: readonly ArrayBufferLike[]) {
    this.batches = memories.map((memory) => new Batch(memory));
  }

  get size(): number {
    return this.batches.length;
  }

  get isEmpty(): boolean {
    return this.#issued === this.#released;
  }

  /** Whether the oldest batch must be released before another can be given out. */
  get isFull(): boolean {
    return this.#issued - this.#released === this.size;
  }

  /** The batch that is given out next. */
  get next(): Batch {
    return this.batches[this.#issued % this.size];
  }

  /** The batch that is released next. */
  get oldest(): Batch {
    return this.batches[this.#released % this.size];
  }

  /** The {@link next} batch is in use from here on. */
  issue(): void {
    this.#issued++;
  }

  /** The {@link oldest} batch is not in use anymore. */
  release(): void {
    this.#released++;
  }

  /** Whether a batch in use has bytes in this stretch of the window. */
  overlaps(from: number, to: number): boolean {
    for (let n = this.#released; n < this.#issued; n++) {
      const batch = this.batches[n % this.size];
      if (batch.from < to && batch.to > from) return true;
    }
    return false;
  }
}
