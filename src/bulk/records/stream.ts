import { isUint8Array, type OwnFloat64Array } from "../../bytes.js";
import type { RecordScanner } from "../../engine/scan/types.js";
import type { Classifier } from "../../engine/types.js";
import { argumentError } from "../../errors.js";
import { classifyRows } from "../classify.js";
import type { RecordResults } from "../results.js";
import { tallyOf } from "../tally.js";
import { type Batch, SHARED_SIZE } from "./batch.js";
import { BatchRing } from "./batch-ring.js";
import { type ReaderSettings, RecordReader } from "./reader.js";

/** A transformer from bytes in chunks of any size to the results of their records. */
export function recordTransformer(
  classifier: Classifier,
  scanner: RecordScanner,
  settings: ReaderSettings,
): Transformer<Uint8Array, RecordResults> {
  const ring = new BatchRing([new ArrayBuffer(SHARED_SIZE)]);
  const reader = new RecordReader(scanner, settings, ring);
  /** The result of a record that is too long to be kept, until its end has come. */
  let long: RecordResults | undefined;

  const take = (batch: Batch): RecordResults | undefined => {
    classifyRows(classifier, batch.rows, batch.count, batch);
    if (long !== undefined && batch.rest) {
      long.lengths[0] += batch.rest.end - batch.rest.start;
      if (batch.isOpen) return undefined;
      const whole = long;
      long = undefined;
      return whole;
    }
    const results = copyOf(batch);
    if (!batch.isOpen) return results;
    long = results;
    return undefined;
  };
  const readOn = (isLast: boolean, controller: TransformStreamDefaultController<RecordResults>): void => {
    for (let batch = reader.next(isLast); batch !== undefined; batch = reader.next(isLast)) {
      const results = take(batch);
      ring.release();
      if (results) controller.enqueue(results);
    }
  };
  return {
    transform(chunk, controller) {
      if (!isUint8Array(chunk)) throw argumentError("write", "records()", 1, "Uint8Array");
      for (let at = 0; at < chunk.length; ) {
        const room = reader.room();
        const piece = chunk.subarray(at, at + room.length);
        room.set(piece);
        reader.filled(piece.length);
        at += piece.length;
        readOn(false, controller);
      }
    },
    flush: (controller) => readOn(true, controller),
  };
}

function copyOf(batch: Batch): RecordResults {
  const { count, offset, starts, ends } = batch;
  const verdicts = Uint8Array.from(batch.verdicts.subarray(0, count));
  const offsets: OwnFloat64Array = new Float64Array(count);
  const lengths: OwnFloat64Array = new Float64Array(count);
  const lines: OwnFloat64Array = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    offsets[i] = offset + starts[i];
    lengths[i] = ends[i] - starts[i];
    lines[i] = batch.lineOf(i);
  }
  return {
    verdicts,
    namespaces: Uint16Array.from(batch.namespaces.subarray(0, count)),
    jurisdictions: Uint8Array.from(batch.jurisdictions.subarray(0, count)),
    offsets,
    lengths,
    lines,
    tally: tallyOf(verdicts),
  };
}
