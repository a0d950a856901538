import type { AsyncClosable } from "../../system/async-closable.js";
import type { RegularFile } from "./regular-file.js";

/** The text of an input, read from start to end. */
export interface TextSource extends AsyncClosable {
  /**
   * Reads the next available bytes; 0 at the end. Returns a promise only if it has to wait.
   * @param into the memory to fill, from its start
   * @throws InputError if reading fails, `Stopped` if the run is stopped before the bytes arrive
   */
  read(into: Uint8Array): number | Promise<number>;
  /** Closes the underlying file or stream. */
  close(): Promise<void>;
}

/** A source of records that is read once, from start to end. */
export interface Input {
  /** The name that the user gave it; `stdin` for standard input. */
  readonly name: string;
  /** The path of a file; `undefined` for standard input. */
  readonly path: string | undefined;
  /** The identity of a regular file; `undefined` for an input that can't be read twice. */
  readonly file: RegularFile | undefined;
  /** How many bytes were read so far, before unpacking. */
  bytesRead: number;
  /**
   * Opens its text, unpacked.
   * @param from the offset in the text to start at, in bytes
   */
  open(from: number): TextSource;
}
