import type { Classifier } from "../engine/types.js";
import { classifyRows } from "../bulk/classify.js";
import type { Batch } from "../bulk/records/batch.js";

/**
 * Gives the records of batches their verdicts: on this thread, on several, or elsewhere. Batches are submitted, and
 * settled, in order.
 */
export interface Judge {
  /** How many batches should be submitted before the first is settled. */
  readonly ahead: number;
  /** Takes a batch, whose rows stay as they are until it is settled. */
  submit(batch: Batch): void;
  /** Whether the oldest batch has its verdicts, so that {@link settle} doesn't wait. */
  isSettled(): boolean;
  /** Resolves once the oldest batch has its verdicts. */
  settle(): Promise<void> | undefined;
  close(): Promise<void>;
}

/** Judges on this thread, at once. */
export class LocalJudge implements Judge {
  readonly ahead = 1;
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
