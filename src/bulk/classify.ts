import type { Classifier, VerdictArrays } from "../engine/types.js";
import { ID_DIGITS } from "../format/codec.js";

/** Classifies the first `count` rows of 64 bytes, and writes the results to the start of `into`. */
export function classifyRows(classifier: Classifier, rows: Uint8Array, count: number, into: VerdictArrays): void {
  for (let from = 0; from < count; from += classifier.capacity) {
    const to = Math.min(from + classifier.capacity, count);
    classifier.rows().set(rows.subarray(from * ID_DIGITS, to * ID_DIGITS));
    classifier.run(to - from, into, from);
  }
}
