import { type Batch, SHARED_SIZE } from "../../bulk/records/batch.js";
import { BatchRing } from "../../bulk/records/batch-ring.js";
import { LONGEST_RECORD, RecordReader } from "../../bulk/records/reader.js";
import { createScanner } from "../../engine/scan/select.js";
import { engineReport } from "../../engine/select.js";
import { CheckError } from "../errors.js";
import type { Input } from "./input.js";

/** How bytes are decoded as text. */
export interface Decoding {
  /** Whether bytes that are not UTF-8 are an error; otherwise they are read as U+FFFD. */
  readonly fatal: boolean;
}

/**
 * Yields the lines of an input without their line ends, some thousands at a time.
 * @param input what to read
 * @param decoding how its bytes are decoded
 * @throws CheckError for a line of more than 4 MB, and, with `fatal`, for a line that is not UTF-8
 */
export async function* readLines(input: Input, decoding: Decoding): AsyncIterable<string[]> {
  const format = { format: "text" } as const;
  const ring = new BatchRing([new ArrayBuffer(SHARED_SIZE)]);
  const scanner = createScanner(format, engineReport().name);
  const reader = new RecordReader(scanner, { format, longest: LONGEST_RECORD }, ring);
  const source = input.open(0);
  try {
    for (let isLast = false; !isLast; ) {
      const size = await source.read(reader.room());
      reader.filled(size);
      isLast = size === 0;
      for (let batch = reader.next(isLast); batch !== undefined; batch = reader.next(isLast)) {
        const lines = linesOf(batch, input, decoding);
        ring.release();
        yield lines;
      }
    }
  } finally {
    await source.close();
  }
}

function linesOf(batch: Batch, input: Input, { fatal }: Decoding): string[] {
  const decoder = new TextDecoder("utf-8", { fatal, ignoreBOM: true });
  return Array.from({ length: batch.count }, (_, i) => {
    const place = `line ${batch.lineOf(i)} of ${input.name}`;
    if (batch.isOpen) throw new CheckError(`${place} is longer than ${LONGEST_RECORD} bytes`);
    try {
      return decoder.decode(batch.bytes.subarray(batch.starts[i], batch.ends[i]));
    } catch {
      throw new CheckError(`${place} is not UTF-8`);
    }
  });
}
