/** Aborts an attempt after some time, or when the signal of the whole run is aborted. Leaves no listeners on that signal. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal;
  readonly #timer: ReturnType<typeof setTimeout>;
  /** Whether the time has elapsed. */
  isOver = false;

  constructor(parent: AbortSignal, milliseconds: number) {
    this.#parent = parent;
    this.#timer = setTimeout(() => {
      this.isOver = true;
      this.#controller.abort();
    }, milliseconds);
    parent.addEventListener("abort", this.#abort);
    if (parent.aborted) this.#abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#parent.removeEventListener("abort", this.#abort);
  }

  readonly #abort = (): void => this.#controller.abort(this.#parent.reason);
}
