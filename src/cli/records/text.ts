import type { RecordBatch } from "./batch.js";
import type { IdReader, RecordFormat } from "./format.js";
import { LineFraming } from "./lines.js";

/** A line longer than that is passed on in pieces: it was no ID after 64 bytes. */
export const LONGEST_LINE = 64 * 1024;

/** Text: each line is an ID, exactly; nothing is trimmed, and an empty line is a malformed one. */
export function textFormat(): RecordFormat {
  return { isLines: true, framing: new LineFraming(), ids: wholeLine, longest: LONGEST_LINE };
}

const wholeLine: IdReader = {
  hasHeader: false,
  memory: 0,
  readHeader: () => undefined,
  readId: (bytes: Buffer, start: number, end: number, batch: RecordBatch, index: number) =>
    batch.setId(index, bytes, start, end),
  idText: (bytes: Buffer, start: number, end: number) => bytes.toString("utf8", start, end),
};
