import { createScanner } from "../../engine/scan/select.js";
import type { Classifier, EngineName } from "../../engine/types.js";
import { type ArrayBufferBytes, type ArrayBufferFloat64s, isUint8Array } from "../../format/bytes.js";
import { argumentError } from "../../format/errors.js";
import { classifyRows } from "../classify.js";
import type { RecordResults } from "../results.js";
import { tallyOf } from "../tally.js";
import { type Batch, SHARED_SIZE } from "./batch.js";
import { BatchRing } from "./batch-ring.js";
import { type ReaderSettings, RecordReader } from "./reader.js";

/** Transforms bytes, in chunks of any size, into the results of their records. */
export class RecordTransformer implements Transformer<Uint8Array, RecordResults> {
  readonly #classifier: Classifier;
  readonly #ring = new BatchRing([new ArrayBuffer(SHARED_SIZE)]);
  readonly #reader: RecordReader;
  /** The result of a record that is too long to keep, until its end arrives. */
  #long: RecordResults | undefined;

  constructor(classifier: Classifier, engine: EngineName, settings: ReaderSettings) {
    this.#classifier = classifier;
    this.#reader = new RecordReader(createScanner(settings.format, engine), settings, this.#ring);
  }

  transform(chunk: Uint8Array, controller: TransformStreamDefaultController<RecordResults>): void {
    if (!isUint8Array(chunk)) throw argumentError("write", "records()", 1, "Uint8Array");
    for (let at = 0; at < chunk.length; ) {
      const room = this.#reader.room();
      const piece = chunk.subarray(at, at + room.length);
      room.set(piece);
      this.#reader.filled(piece.length);
      at += piece.length;
      this.#readOn(false, controller);
    }
  }

  flush(controller: TransformStreamDefaultController<RecordResults>): void {
    this.#readOn(true, controller);
  }

  #readOn(isLast: boolean, controller: TransformStreamDefaultController<RecordResults>): void {
    for (let batch = this.#reader.next(isLast); batch !== undefined; batch = this.#reader.next(isLast)) {
      classifyRows(this.#classifier, batch.rows, batch.count, batch);
      const results = this.#take(batch);
      this.#ring.release();
      if (results) controller.enqueue(results);
    }
  }

  #take(batch: Batch): RecordResults | undefined {
    if (this.#long !== undefined && batch.rest) {
      this.#long.lengths[0] += batch.rest.end - batch.rest.start;
      if (batch.isOpen) return undefined;
      const whole = this.#long;
      this.#long = undefined;
      return whole;
    }
    const results = copyOf(batch);
    if (!batch.isOpen) return results;
    this.#long = results;
    return undefined;
  }
}

function copyOf(batch: Batch): RecordResults {
  const { count, offset, starts, ends } = batch;
  const verdicts = Uint8Array.from(batch.verdicts.subarray(0, count));
  const offsets: ArrayBufferFloat64s = new Float64Array(count);
  const lengths: ArrayBufferFloat64s = new Float64Array(count);
  const lines: ArrayBufferFloat64s = new Float64Array(count);
  const reasons: ArrayBufferBytes = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    offsets[i] = offset + starts[i];
    lengths[i] = ends[i] - starts[i];
    lines[i] = batch.lineOf(i);
    reasons[i] = batch.reasonOf(i);
  }
  return {
    verdicts,
    namespaces: Uint16Array.from(batch.namespaces.subarray(0, count)),
    jurisdictions: Uint8Array.from(batch.jurisdictions.subarray(0, count)),
    offsets,
    lengths,
    lines,
    reasons,
    tally: tallyOf(verdicts),
  };
}
