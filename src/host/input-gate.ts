/**
 * Runs a callback in a new turn of the event loop, after all pending promise callbacks. Captured when this module is loaded,
 * so that events are still delivered when a test fakes timers.
 */
const runLater: (callback: () => void) => void =
  (globalThis as { setImmediate?: (callback: () => void) => void }).setImmediate ?? globalThis.setTimeout;

/**
 * Decides when an object gets its next event, as workerd's input gate does: one event per turn, in the order of arrival,
 * and none while a storage operation or `blockConcurrencyWhile` holds the gate.
 */
export class InputGate {
  #holds = 0;
  readonly #waiting: (() => void)[] = [];
  #isScheduled = false;

  /** Resolves when the event may run. */
  enter(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#schedule();
    });
  }

  /**
   * Holds the gate until the promise is settled, and its callbacks have run.
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
