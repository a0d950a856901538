const PUBLISHED = 0;
const TAKEN = 1;
const STOPPED = 2;
/** Where the words of the slots start: the number of rows of each batch, and the number of the last finished batch in each slot. */
const COUNTS = 3;

/**
 * A queue in memory that threads share. Batches are numbered from 0, and batch `n` is in slot `n % slots`. One thread
 * publishes batches; all threads take them.
 */
export class BatchQueue {
  readonly #words: Int32Array;
  readonly #slots: number;

  constructor(memory: SharedArrayBuffer, slots: number) {
    this.#words = new Int32Array(memory);
    this.#slots = slots;
  }

  static allocate(slots: number): SharedArrayBuffer {
    return new SharedArrayBuffer((COUNTS + 2 * slots) * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Publishes a batch with this number of rows. */
  publish(rows: number): void {
    const number = Atomics.load(this.#words, PUBLISHED);
    Atomics.store(this.#words, COUNTS + (number % this.#slots), rows);
    Atomics.store(this.#words, PUBLISHED, number + 1);
    Atomics.notify(this.#words, PUBLISHED, 1);
  }

  /** Takes the next batch; `undefined` if all are taken. */
  take(): number | undefined {
    for (;;) {
      const next = Atomics.load(this.#words, TAKEN);
      if (next === Atomics.load(this.#words, PUBLISHED)) return undefined;
      if (Atomics.compareExchange(this.#words, TAKEN, next, next + 1) === next) return next;
    }
  }

  /** Takes the next batch, or waits for one; `undefined` once the queue is stopped. Not for the main thread. */
  takeOrWait(): number | undefined {
    for (;;) {
      if (Atomics.load(this.#words, STOPPED) !== 0) return undefined;
      const published = Atomics.load(this.#words, PUBLISHED);
      const number = this.take();
      if (number !== undefined) return number;
      Atomics.wait(this.#words, PUBLISHED, published);
    }
  }

  /** The number of rows of a batch. */
  rowsOf(number: number): number {
    return Atomics.load(this.#words, COUNTS + (number % this.#slots));
  }

  /** Marks a batch as judged. */
  finish(number: number): void {
    const word = this.#doneWord(number);
    Atomics.store(this.#words, word, number + 1);
    Atomics.notify(this.#words, word);
  }

  isDone(number: number): boolean {
    return Atomics.load(this.#words, this.#doneWord(number)) === number + 1;
  }

  /** Resolves when {@link isDone} may have changed. */
  async change(number: number): Promise<void> {
    const word = this.#doneWord(number);
    const seen = Atomics.load(this.#words, word);
    if (seen !== number + 1) await Atomics.waitAsync(this.#words, word, seen).value;
  }

  /** Stops the queue: no thread gets another batch. */
  stop(): void {
    Atomics.store(this.#words, STOPPED, 1);
    Atomics.add(this.#words, PUBLISHED, 1);
    Atomics.notify(this.#words, PUBLISHED);
  }

  #doneWord(number: number): number {
    return COUNTS + this.#slots + (number % this.#slots);
  }
}
