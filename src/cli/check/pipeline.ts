import type { Validator } from "../../bulk/validator.js";
import { withoutBom } from "../bom.js";
import type { Input } from "../inputs.js";
import type { RecordBatch } from "../records/batch.js";
import type { RecordFormat } from "../records/format.js";
import { RecordReader } from "../records/reader.js";
import type { Sink } from "./sink.js";

/**
 * Validates one input from start to end: chunks → records → verdicts → sinks. A chunk is dealt with wholly, and its
 * results are out, before the next is read: memory stays as it is, and a pipe that stays open gets its answers at once.
 */
export async function checkInput(
  input: Input,
  format: RecordFormat,
  validator: Validator,
  sinks: readonly Sink[],
): Promise<void> {
  const reader = new RecordReader(format);
  const source = { input, format };
  const pass = async (batches: Iterable<RecordBatch>): Promise<void> => {
    for (const batch of batches) {
      const result = validator.check(batch.rows());
      for (const sink of sinks) await sink.write(batch, result, source);
    }
  };
  for await (const chunk of withoutBom(input.chunks())) await pass(reader.read(chunk));
  await pass(reader.end());
}
