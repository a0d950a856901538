import type { Batch } from "../bulk/records/batch.js";
import { Verdict } from "../format/verdict.js";

/** Finds the record at which a run stops because more than a given number are not valid. */
export class InvalidLimit {
  readonly limit: number;
  #invalid = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * Counts the invalid records of a batch. If one of them exceeds the limit, it becomes the last of the batch, so that
   * what a run counts does not depend on where batches end.
   * @returns whether the limit is exceeded
   */
  cutOff(batch: Batch): boolean {
    for (let i = 0; i < batch.count; i++) {
      if (batch.verdicts[i] === Verdict.valid || ++this.#invalid <= this.limit) continue;
      batch.count = i + 1;
      // Nothing follows, so a long record ends with the piece that is here.
      batch.isOpen = false;
      return true;
    }
    return false;
  }
}
