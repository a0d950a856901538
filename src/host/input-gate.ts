/**
 * Runs a callback in a turn of the event loop of its own, when all promises before it have gone on as far as they can.
 * Taken when this module is loaded, so that calls still arrive where a test fakes timers.
 */
const runLater: (callback: () => void) => void =
  (globalThis as { setImmediate?: (callback: () => void) => void }).setImmediate ?? globalThis.setTimeout;

/**
 * Decides when an object gets its next event, as workerd's input gate does: one event in a turn, in the order in which they
 * came, and none while a storage operation or `blockConcurrencyWhile` holds the gate.
 */
export class InputGate {
  #holds = 0;
  readonly #waiting: (() => void)[] = [];
  #isScheduled = false;

  /** Resolves when it is the turn of the event that calls it. */
  enter(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#schedule();
    });
  }

  /**
   * Holds the gate until the promise is settled, and what waited for it has gone on.
   * @returns the promise itself
   */
  hold<Result>(promise: Promise<Result>): Promise<Result> {
    this.#holds++;
    const release = () => {
      this.#holds--;
      this.#schedule();
    };
    promise.then(release, release);
    return promise;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    runLater(() => {
      this.#isScheduled = false;
      if (this.#holds > 0) return;
      this.#waiting.shift()?.();
      this.#schedule();
    });
  }
}
