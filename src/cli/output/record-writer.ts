import type { Checked } from "../records/records.js";
import type { ByteBuffer } from "./byte-buffer.js";

/**
 * Turns records and their verdicts into the bytes of one output. It knows no file and waits for nothing, so that threads
 * can do it for the records between theirs and the next.
 */
export interface RecordWriter {
  /** Bytes that wait to be written. */
  readonly buffer: ByteBuffer;
  add(checked: Checked): void;
}
