import { CliError } from "../errors.js";
import type { RecordBatch } from "../records/batch.js";
import { type IdReader, LONGEST_ROW } from "../records/format.js";
import { LineFraming } from "../records/lines.js";
import { RecordReader } from "../records/reader.js";
import type { Input } from "./inputs.js";

/** How bytes become text. */
interface Decoding {
  /** Whether bytes that are not UTF-8 are an error; otherwise they are read as U+FFFD. */
  readonly fatal: boolean;
}

/** Only the lines matter here: what is in them is not looked at. */
const noIds: IdReader = {
  hasHeader: false,
  memory: 0,
  readHeader: () => undefined,
  readId: (_bytes, _start, _end, batch, index) => batch.setNoId(index),
  idText: () => undefined,
};

/** The lines of an input without their line ends, a batch at a time. */
export async function* readLines(input: Input, decoding: Decoding): AsyncIterable<string[]> {
  const reader = new RecordReader({ isLines: false, framing: new LineFraming(), ids: noIds, longest: LONGEST_ROW });
  for await (const chunk of input.text()) {
    for (const batch of reader.read(chunk)) yield linesOf(batch, input, decoding);
  }
  for (const batch of reader.end()) yield linesOf(batch, input, decoding);
}

function linesOf(batch: RecordBatch, input: Input, { fatal }: Decoding): string[] {
  const decoder = new TextDecoder("utf-8", { fatal, ignoreBOM: true });
  return Array.from({ length: batch.count }, (_, i) => {
    const place = `line ${batch.lineOf(i)} of ${input.name}`;
    if (!batch.isWhole(i)) throw new CliError(`${place} is longer than ${LONGEST_ROW} bytes`);
    try {
      return decoder.decode(batch.bytes.subarray(batch.startOf(i), batch.endOf(i)));
    } catch {
      throw new CliError(`${place} is not UTF-8`);
    }
  });
}
