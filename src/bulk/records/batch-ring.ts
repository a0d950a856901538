import { Batch } from "./batch.js";

/** A ring of reused batches, which are issued and released in order. */
export class BatchRing {
  readonly batches: readonly Batch[];
  #issued = 0;
  #released = 0;

  /** @param memories the memory of each batch: `SHARED_SIZE` bytes, shared if other threads judge it */
  constructor(memories: readonly ArrayBufferLike[]) {
    this.batches = memories.map((memory) => new Batch(memory));
  }

  get size(): number {
    return this.batches.length;
  }

  get isEmpty(): boolean {
    return this.#issued === this.#released;
  }

  /** Whether the oldest batch must be released before another can be issued. */
  get isFull(): boolean {
    return this.#issued - this.#released === this.size;
  }

  /** The batch to issue next. */
  get next(): Batch {
    return this.batches[this.#issued % this.size];
  }

  /** The batch to release next. */
  get oldest(): Batch {
    return this.batches[this.#released % this.size];
  }

  /** Marks the {@link next} batch as in use. */
  issue(): void {
    this.#issued++;
  }

  /** Marks the {@link oldest} batch as free. */
  release(): void {
    this.#released++;
  }

  /** Whether a batch in use has bytes in this range of the window. */
  overlaps(from: number, to: number): boolean {
    for (let n = this.#released; n < this.#issued; n++) {
      const batch = this.batches[n % this.size];
      if (batch.from < to && batch.to > from) return true;
    }
    return false;
  }
}
