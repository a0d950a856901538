import type { Input } from "../input.js";
import type { RegularFile } from "../regular-file.js";
import { streamSource } from "../sources.js";
import { untilStopped } from "../stop.js";

/** Bytes of rows that are put together before they are handed on. */
export const ROWS_SIZE = 64 * 1024;

/** An input whose records are rows of a table. Its text is a JSON object a row: line n is row n. */
export interface RowsInput {
  /** The input. */
  readonly input: Input;
  /** The member of each object that holds the ID. */
  readonly field: string;
}

/**
 * The input whose text a table's rows make.
 * @param file what was opened
 * @param identity what tells it from another one; `undefined` if it can't be read a second time
 * @param rows makes the text from its start, the same each time, and tells how many bytes of the file that took
 * @param stop ends reading when it is aborted
 */
export function rowsInput(
  { name, path }: Input,
  identity: RegularFile | undefined,
  rows: (onRead: (bytes: number) => void) => AsyncIterable<Uint8Array>,
  stop: AbortSignal | undefined,
): Input {
  const input: Input = {
    name,
    path,
    file: identity,
    bytesRead: 0,
    open(from) {
      const text = rows((bytes) => {
        input.bytesRead = bytes;
      });
      return streamSource(untilStopped(text, stop), from);
    },
  };
  return input;
}
