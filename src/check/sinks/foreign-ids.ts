import type { RecordBatch } from "../../bulk/records/batch.js";
import { ID_DIGITS } from "../../format/codec.js";
import { Verdict } from "../../format/verdict.js";
import type { Sink } from "../sink.js";

/** The maximum number of IDs that are kept. */
const MOST_IDS = 64;

/** Foreign IDs of a range of records. */
export interface ForeignIdsSnapshot {
  /** How many foreign IDs there were. */
  readonly seen: number;
  /** Of each `stride` IDs, one was kept. */
  readonly stride: number;
  /** The kept IDs: 64 hex digits each. */
  readonly ids: readonly string[];
}

/** Keeps foreign IDs from all parts of the inputs: each at first, then one in 2, one in 4, and so on. */
export class ForeignIds implements Sink<ForeignIdsSnapshot> {
  #seen = 0;
  #stride = 1;
  #ids: string[] = [];

  /** The kept IDs, in the order of the inputs: 64 hex digits each. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  add({ count, verdicts, rows }: RecordBatch): void {
    for (let i = 0; i < count; i++) {
      if (verdicts[i] !== Verdict.foreign || this.#seen++ % this.#stride !== 0) continue;
      this.#ids.push(String.fromCharCode(...rows.subarray(i * ID_DIGITS, (i + 1) * ID_DIGITS)));
      this.#thin();
    }
  }

  snapshot(): ForeignIdsSnapshot {
    return { seen: this.#seen, stride: this.#stride, ids: [...this.#ids] };
  }

  merge({ seen, stride, ids }: ForeignIdsSnapshot): void {
    this.#seen += seen;
    this.#stride = Math.max(this.#stride, stride);
    this.#ids = [...ids, ...this.#ids];
    this.#thin();
  }

  #thin(): void {
    while (this.#ids.length > MOST_IDS) {
      this.#ids = this.#ids.filter((_, i) => i % 2 === 0);
      this.#stride *= 2;
    }
  }
}
