const NEXT = 0;
const DONE = 1;
const STOPPED = 2;

/** What threads agree on through shared memory: which block is next, and how far the results have been dealt with. */
export class BlockControl {
  readonly #words: Int32Array;
  readonly #count: number;
  readonly #ahead: number;

  /** @param ahead blocks that may be taken before the first of them has been dealt with: what bounds the memory */
  constructor(buffer: SharedArrayBuffer, count: number, ahead: number) {
    this.#words = new Int32Array(buffer);
    this.#count = count;
    this.#ahead = ahead;
  }

  static allocate(): SharedArrayBuffer {
    return new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Takes the next block; none where there is none left, or none may be taken yet. */
  take(): number | undefined {
    for (;;) {
      const next = Atomics.load(this.#words, NEXT);
      if (next >= this.#count || next >= Atomics.load(this.#words, DONE) + this.#ahead) return undefined;
      if (Atomics.compareExchange(this.#words, NEXT, next, next + 1) === next) return next;
    }
  }

  /** The same, but waits until one may be taken; none at the end. Not for the main thread. */
  takeOrWait(): number | undefined {
    for (;;) {
      if (Atomics.load(this.#words, STOPPED) !== 0) return undefined;
      const done = Atomics.load(this.#words, DONE);
      const block = this.take();
      if (block !== undefined || Atomics.load(this.#words, NEXT) >= this.#count) return block;
      Atomics.wait(this.#words, DONE, done);
    }
  }

  /** One more block has been dealt with. */
  countDone(): void {
    Atomics.add(this.#words, DONE, 1);
    Atomics.notify(this.#words, DONE);
  }

  /** No thread takes another block. */
  stop(): void {
    Atomics.store(this.#words, STOPPED, 1);
    this.countDone();
  }
}
