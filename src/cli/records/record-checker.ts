import type { Validator } from "../../bulk/validator.js";
import type { Verdicts } from "../../engine/types.js";
import { BATCH_SIZE, type RecordBatch } from "./batch.js";
import type { RecordFormat } from "./format.js";
import { RecordReader } from "./reader.js";
import type { Checked, Checker, Position } from "./records.js";

/** Records of any format: their IDs are taken out of them, and validated as rows. */
export class RecordChecker implements Checker {
  readonly #reader: RecordReader;
  readonly #validator: Validator;
  /** Written anew for each batch. */
  readonly #verdicts: Verdicts = {
    verdicts: new Uint8Array(BATCH_SIZE),
    namespaces: new Uint16Array(BATCH_SIZE),
    jurisdictions: new Uint8Array(BATCH_SIZE),
  };

  constructor(format: RecordFormat, validator: Validator, position: Position) {
    this.#reader = new RecordReader(format, position);
    this.#validator = validator;
  }

  read(chunk: Uint8Array): Iterable<Checked> {
    return this.#check(this.#reader.read(chunk));
  }

  end(): Iterable<Checked> {
    return this.#check(this.#reader.end());
  }

  position(): Position | undefined {
    return this.#reader.position();
  }

  *#check(batches: Iterable<RecordBatch>): Iterable<Checked> {
    for (const records of batches) yield { records, verdicts: this.#validator.check(records.rows(), this.#verdicts) };
  }
}
