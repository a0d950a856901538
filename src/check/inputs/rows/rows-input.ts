import type { Input } from "../input.js";
import type { RegularFile } from "../regular-file.js";
import { streamSource } from "../sources.js";
import { untilStopped } from "../stop.js";

/** Bytes of rows that are collected before they are yielded. */
export const ROWS_SIZE = 64 * 1024;

/** An input whose records are rows of a table. Its text has a JSON object for each row: line n is row n. */
export interface RowsInput {
  /** The input. */
  readonly input: Input;
  /** The member of each object that holds the ID. */
  readonly field: string;
}

/**
 * Creates an input from the rows of a table.
 * @param file the opened file
 * @param identity its identity; `undefined` if it can't be read a second time
 * @param rows generates the text from its start, the same each time, and reports how many bytes of the file were read
 * @param stop ends reading when aborted
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
