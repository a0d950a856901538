import { setImmediate } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { classifyRows } from "../../bulk/classify.js";
import type { Batch } from "../../bulk/records/batch.js";
import type { Classifier } from "../../engine/types.js";
import type { Judge } from "../judge.js";
import { BatchQueue } from "./queue.js";

/**
 * Judges on several threads, this one among them: it takes a batch itself when it would have to wait for one. Threads
 * get rows and return verdicts through shared memory, and see nothing of the records.
 */
export class ThreadJudge implements Judge {
  readonly ahead: number;
  readonly #workers: readonly Worker[];
  readonly #queue: BatchQueue;
  readonly #classifier: Classifier;
  readonly #batches: readonly Batch[];
  #submitted = 0;
  #settled = 0;
  readonly #failure: Promise<never>;

  /**
   * @param workers threads that run `serveBatches` on this queue
   * @param batches the batches of the queue's slots
   */
  constructor(workers: readonly Worker[], queue: BatchQueue, batches: readonly Batch[], classifier: Classifier) {
    this.#workers = workers;
    this.#queue = queue;
    this.#batches = batches;
    this.#classifier = classifier;
    this.ahead = batches.length;
    this.#failure = new Promise((_, reject) => {
      for (const worker of workers) worker.on("error", reject);
    });
    // Reported by `settle`, which may not be waiting yet.
    this.#failure.catch(() => undefined);
  }

  submit(batch: Batch): void {
    this.#submitted++;
    this.#queue.publish(batch.count);
  }

  isSettled(): boolean {
    return this.#queue.isDone(this.#settled);
  }

  async settle(): Promise<void> {
    while (!this.#queue.isDone(this.#settled)) {
      const own = this.#queue.take();
      if (own === undefined) await Promise.race([this.#queue.change(this.#settled), this.#failure]);
      else {
        const batch = this.#batches[own % this.#batches.length];
        classifyRows(this.#classifier, batch.rows, batch.count, batch);
        this.#queue.finish(own);
        // Lets signals, input and messages of failed threads in.
        await setImmediate();
      }
    }
    this.#settled++;
  }

  async close(): Promise<void> {
    this.#queue.stop();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
