import { setImmediate } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { classifyRows } from "../../bulk/classify.js";
import type { Batch } from "../../bulk/records/batch.js";
import type { Classifier } from "../../engine/types.js";
import { hasCode, reasonOfCode } from "../../system/errors.js";
import { CheckError } from "../errors.js";
import type { Judge } from "../judge.js";
import type { BatchQueue } from "./queue.js";

/** Records that this thread judges before it starts others: what it takes to start a thread pays only for many more. */
const RECORDS_ALONE = 65_536;

/**
 * Judges on several threads, this one among them: it takes a batch itself when it would otherwise wait for one. Threads
 * get rows and return verdicts through shared memory; they never see the records.
 */
export class ThreadJudge implements Judge {
  readonly #start: () => Worker[];
  readonly #queue: BatchQueue;
  readonly #classifier: Classifier;
  readonly #batches: readonly Batch[];
  #workers: readonly Worker[] | undefined;
  #records = 0;
  #settled = 0;
  #fail: (error: Error) => void = () => undefined;
  readonly #failure: Promise<never>;

  /**
   * @param start starts threads that run `serveBatches` on this queue
   * @param batches the batches of the queue's slots
   */
  constructor(start: () => Worker[], queue: BatchQueue, batches: readonly Batch[], classifier: Classifier) {
    this.#start = start;
    this.#queue = queue;
    this.#batches = batches;
    this.#classifier = classifier;
    this.#failure = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // `settle` reports it; until then nobody may be waiting.
    this.#failure.catch(() => undefined);
  }

  submit(batch: Batch): void {
    this.#records += batch.count;
    if (this.#workers === undefined && this.#records > RECORDS_ALONE) {
      this.#workers = this.#start();
      for (const worker of this.#workers) worker.on("error", (error) => this.#fail(this.#startError(error) ?? error));
    }
    this.#queue.publish(batch.count);
  }

  isSettled(): boolean {
    return this.#queue.isDone(this.#settled);
  }

  async settle(isPatient: boolean): Promise<void> {
    while (!this.isSettled()) {
      const own = isPatient && this.#workers ? undefined : this.#queue.take();
      if (own === undefined) await Promise.race([this.#queue.change(this.#settled), this.#failure]);
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

  /** The error of a thread that could not be started; `undefined` for any other. */
  #startError(error: Error): CheckError | undefined {
    if (!hasCode(error, "ERR_WORKER_INIT_FAILED")) return undefined;
    // Only the message says why: `Worker initialization failure: EMFILE`.
    const code = error.message.split(" ").at(-1) ?? "";
    const reason = reasonOfCode(code) ?? error.message;
    const threads = (this.#workers?.length ?? 0) + 1;
    return new CheckError(`can't start ${threads} threads: ${reason}; pass a smaller number as --jobs`);
  }

  async close(): Promise<void> {
    this.#queue.stop();
    await Promise.all((this.#workers ?? []).map((worker) => worker.terminate()));
  }
}
