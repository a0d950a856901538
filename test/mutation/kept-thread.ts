import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from "vitest/node";

/** Runs of one thread. Each run leaves listeners behind in it. */
const MOST_RUNS = 100;

type Listener = (message: unknown) => void;

/**
 * A thread of Vitest's that stays for the next mutant, with the modules of src/ loaded: to start one and load them takes ten
 * times as long as most tests. Test files are loaded again for each. Stryker chooses a mutant by a variable, so the same modules
 * serve for all; it does not test here those that only run while a module is loaded.
 */
export class KeptThread implements PoolWorker {
  readonly name = "kept-thread";
  readonly #options: PoolOptions;
  readonly #listeners: [event: string, listener: Listener][] = [];
  #thread: ThreadsPoolWorker | undefined;
  #runs = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#thread !== undefined) return;
    this.#thread = new ThreadsPoolWorker(this.#options);
    await this.#thread.start();
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    this.#thread?.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.#thread?.off(event, listener);
  }

  send(message: WorkerRequest): void {
    if (message.type !== "stop") this.#thread?.send(message);
    else this.#answer({ type: "stopped", __vitest_worker_response__: true });
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners.splice(0)) this.off(event, listener);
    if (++this.#runs % MOST_RUNS !== 0) return;
    await this.#thread?.stop();
    this.#thread = undefined;
  }

  /** Tells Vitest what the thread would say. */
  #answer(message: unknown): void {
    for (const [event, listener] of this.#listeners) if (event === "message") listener(message);
  }
}
