/** Requests in a row that must pass before the next ones may be larger. */
const GOOD_REQUESTS = 20;

/**
 * How many IDs a request has: half as many once a Worker was out of CPU time, and after a while a quarter more again,
 * up to where it began.
 */
export class RequestSize {
  readonly #most: number;
  #size: number;
  #passed = 0;

  constructor(most: number) {
    this.#most = most;
    this.#size = most;
  }

  get size(): number {
    return this.#size;
  }

  passed(): void {
    if (this.#size === this.#most || ++this.#passed < GOOD_REQUESTS) return;
    this.#passed = 0;
    this.#size = Math.min(this.#most, Math.ceil(this.#size * 1.25));
  }

  /** @param failed how many IDs were too many */
  failed(failed: number): void {
    this.#passed = 0;
    this.#size = Math.max(1, Math.min(this.#size, failed >> 1));
  }
}
