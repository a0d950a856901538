import { classifyRows } from "../bulk/classify.js";
import type { Batch } from "../bulk/records/batch.js";
import type { BatchRing } from "../bulk/records/batch-ring.js";
import type { Classifier, EngineName } from "../engine/types.js";

/** Assigns verdicts to the records of batches. Batches are submitted, and settled, in order. */
export interface Judge {
  /** Accepts a batch. The caller must not change its rows until it is settled. */
  submit(batch: Batch): void;
  /** Whether the oldest unsettled batch has its verdicts. */
  isSettled(): boolean;
  /**
   * Resolves once the oldest unsettled batch has its verdicts, which settles it.
   * @param isPatient whether to leave the work to other threads, because this one also waits for input
   */
  settle(isPatient: boolean): Promise<void> | undefined;
  close(): Promise<void>;
}

/** The source of verdicts: an engine, or a Worker that has the namespaces bound. */
export type JudgeName = EngineName | "remote";

/** A judge, and the batches to submit to it. */
export interface OpenJudge {
  readonly judge: Judge;
  readonly ring: BatchRing;
  readonly engine: JudgeName;
  /** The engine that cuts inputs into records. */
  readonly scanning: EngineName;
}

/** Judges synchronously on this thread. */
export class LocalJudge implements Judge {
  readonly #classifier: Classifier;

  constructor(classifier: Classifier) {
    this.#classifier = classifier;
  }

  submit(batch: Batch): void {
    classifyRows(this.#classifier, batch.rows, batch.count, batch);
  }

  isSettled(): boolean {
    return true;
  }

  settle(): undefined {
    return undefined;
  }

  async close(): Promise<void> {}
}
