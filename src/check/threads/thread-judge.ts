import { setImmediate } from "node:timers/promises";
import { classifyRows } from "../../bulk/classify.js";
import type { Batch } from "../../bulk/records/batch.js";
import type { Classifier } from "../../engine/types.js";
import type { Judge } from "../judge.js";
import type { Thread } from "./protocol.js";
import type { BatchQueue } from "./queue.js";
import { startError } from "./start-error.js";

/** How many records this thread judges before it starts others: for fewer, starting a thread takes longer than it saves. */
const RECORDS_ALONE = 65_536;

/**
 * Judges on several threads, including this one: it takes a batch itself when it would otherwise wait for one. Threads
 * get rows and return verdicts through shared memory; they never see the records.
 */
export class ThreadJudge implements Judge {
  readonly #start: () => Thread[];
  readonly #queue: BatchQueue;
  readonly #classifier: Classifier;
  readonly #batches: readonly Batch[];
  #workers: readonly Thread[] | undefined;
  #records = 0;
  #settled = 0;
  /** The error of a thread that failed. */
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  /**
   * @param start starts threads that serve this queue
   * @param batches the batches of the queue's slots
   */
  constructor(start: () => Thread[], queue: BatchQueue, batches: readonly Batch[], classifier: Classifier) {
    this.#start = start;
    this.#queue = queue;
    this.#batches = batches;
    this.#classifier = classifier;
  }

  submit(batch: Batch): void {
    this.#records += batch.count;
    if (this.#workers === undefined && this.#records > RECORDS_ALONE) {
      const workers = this.#start();
      this.#workers = workers;
      for (const worker of workers) {
        worker.on("error", (error) => {
          this.#failure ??= startError(error, workers.length + 1) ?? error;
          this.#wake();
        });
      }
    }
    this.#queue.publish(batch.count);
  }

  isSettled(): boolean {
    return this.#queue.isDone(this.#settled);
  }

  async settle(isPatient: boolean): Promise<void> {
    while (!this.isSettled()) {
      if (this.#failure) throw this.#failure;
      const own = isPatient && this.#workers ? undefined : this.#queue.take();
      if (own === undefined) await Promise.race([this.#queue.change(this.#settled), this.#failed()]);
      else {
        const batch = this.#batches[own % this.#batches.length];
        classifyRows(this.#classifier, batch.rows, batch.count, batch);
        this.#queue.finish(own);
        // Lets signals and input in.
        await setImmediate();
      }
    }
    this.#settled++;
  }

  async close(): Promise<void> {
    this.#queue.stop();
    await Promise.all((this.#workers ?? []).map((worker) => worker.terminate()));
  }

  /** Resolves when a thread has failed. */
  #failed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
