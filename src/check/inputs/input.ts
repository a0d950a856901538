/** The text of an input, read from start to end. */
export interface TextSource {
  /**
   * Puts the next bytes into memory, as many as there are: 0 at the end. A promise where they have to be waited for.
   * @throws InputError if reading fails
   */
  read(into: Uint8Array): number | Promise<number>;
  close(): Promise<void>;
}

/** Something that holds records and can be read once, from start to end. */
export interface Input {
  /** As the user named it; `stdin` for standard input. */
  readonly name: string;
  /** Bytes that were read so far, as they are in the file. */
  bytesRead: number;
  /** Opens the text, unpacked, from this byte of it on. */
  open(from: number): TextSource;
}
