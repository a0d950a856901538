import { CliError } from "./errors.js";
import type { Input } from "./input/inputs.js";
import type { RecordBatch } from "./records/batch.js";
import { type IdReader, LONGEST_ROW } from "./records/format.js";
import { LineFraming } from "./records/lines.js";
import { RecordReader } from "./records/reader.js";

/** Lines are names here, and hold no ID. */
const noIds: IdReader = {
  hasHeader: false,
  memory: 0,
  readHeader: () => undefined,
  readId: (_bytes, _start, _end, batch, index) => batch.setNoId(index),
  idText: () => undefined,
};

/** The names in an input, one a line, a batch at a time. A name is all of its line; an empty line is the empty name. */
export async function* readNames(input: Input): AsyncIterable<string[]> {
  const reader = new RecordReader({ isLines: false, framing: new LineFraming(), ids: noIds, longest: LONGEST_ROW });
  for await (const chunk of input.text()) {
    for (const batch of reader.read(chunk)) yield namesOf(batch, input);
  }
  for (const batch of reader.end()) yield namesOf(batch, input);
}

function namesOf(batch: RecordBatch, input: Input): string[] {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return Array.from({ length: batch.count }, (_, i) => {
    const place = `line ${batch.lineOf(i)} of ${input.name}`;
    if (!batch.isWhole(i)) throw new CliError(`${place} is longer than ${LONGEST_ROW} bytes: that is no name`);
    try {
      return decoder.decode(batch.bytes.subarray(batch.startOf(i), batch.endOf(i)));
    } catch {
      // Decoded all the same it would be another name, and give another ID.
      throw new CliError(`${place} is not UTF-8: names are`);
    }
  });
}
