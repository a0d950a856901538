/** How many requests in a row must succeed before requests grow again. */
const GOOD_REQUESTS = 20;

/**
 * The number of IDs in a request: halved when a Worker runs out of CPU time, and raised by a quarter after enough
 * successes, up to its initial value.
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

  /** @param failed the size of the failed request */
  failed(failed: number): void {
    this.#passed = 0;
    this.#size = Math.max(1, Math.min(this.#size, failed >> 1));
  }
}
