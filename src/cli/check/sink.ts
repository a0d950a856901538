import type { BulkResult } from "../../bulk/results.js";
import type { Input } from "../inputs.js";
import type { RecordBatch } from "../records/batch.js";
import type { RecordFormat } from "../records/format.js";

/** What a sink gets to see of the input that a batch is from. */
export interface Source {
  readonly input: Input;
  readonly format: RecordFormat;
}

/** Takes records with their verdicts, in the order of the input. */
export interface Sink {
  /** Resolves when it can take more; batch and result are good until then. */
  write(batch: RecordBatch, result: BulkResult, source: Source): Promise<void>;
}
