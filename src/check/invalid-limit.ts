import type { Batch } from "../bulk/records/batch.js";
import { Verdict } from "../format/verdict.js";

/** Finds the record at which a run stops because more than a given number of records are invalid. */
export class InvalidLimit {
  readonly limit: number;
  #invalid = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * Counts the invalid records of a batch. If one of them exceeds the limit, it becomes the last of the batch, so that
   * the counts of a run don't depend on where batches end.
   * @returns whether the limit is exceeded
   */
  cutOff(batch: Batch): boolean {
    for (let i = 0; i < batch.count; i++) {
      if (batch.verdicts[i] === Verdict.valid || ++this.#invalid <= this.limit) continue;
      batch.count = i + 1;
      // No pieces follow, so a long record ends here.
      batch.isOpen = false;
      return true;
    }
    return false;
  }
}
