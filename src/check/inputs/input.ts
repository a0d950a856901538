import type { AsyncClosable } from "../../system/async-closable.js";
import type { RegularFile } from "./regular-file.js";

/** The text of an input, read from start to end. */
export interface TextSource extends AsyncClosable {
  /**
   * Puts the next bytes into memory, as many as there are: 0 at the end. A promise if they have to be waited for.
   * @param into is filled from its start
   * @throws InputError if reading fails, `Stopped` if the run is stopped meanwhile
   */
  read(into: Uint8Array): number | Promise<number>;
  /** Closes what it reads. */
  close(): Promise<void>;
}

/** Something that holds records and is read once, from start to end. */
export interface Input {
  /** As the user named it; `stdin` for standard input. */
  readonly name: string;
  /** The path of a file; `undefined` for standard input. */
  readonly path: string | undefined;
  /** What is known of a regular file; `undefined` for an input that can't be read twice. */
  readonly file: RegularFile | undefined;
  /** Bytes that were read so far, as they are in the file. */
  bytesRead: number;
  /**
   * Opens its text, unpacked.
   * @param from the byte of the text to start at
   */
  open(from: number): TextSource;
}
