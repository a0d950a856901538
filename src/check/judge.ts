import { classifyRows } from "../bulk/classify.js";
import type { Batch } from "../bulk/records/batch.js";
import type { BatchRing } from "../bulk/records/batch-ring.js";
import type { Classifier, EngineName } from "../engine/types.js";

/** Gives the records of batches their verdicts. Batches are submitted, and settled, in order. */
export interface Judge {
  /** Takes a batch. Its rows stay as they are until it is settled. */
  submit(batch: Batch): void;
  /** Whether the oldest batch that is not settled has its verdicts. */
  isSettled(): boolean;
  /**
   * Resolves once that batch has its verdicts; the next one is the oldest then.
   * @param isPatient whether to leave the work to other threads, because this one also waits for input
   */
  settle(isPatient: boolean): Promise<void> | undefined;
  close(): Promise<void>;
}

/** What gives verdicts: an engine, or a Worker that has the namespaces bound. */
export type JudgeName = EngineName | "remote";

/** A judge, and the batches that it takes. */
export interface OpenJudge {
  readonly judge: Judge;
  readonly ring: BatchRing;
  readonly engine: JudgeName;
  /** The engine that cuts inputs into records. */
  readonly scanning: EngineName;
}

/** Judges on this thread, at once. */
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
