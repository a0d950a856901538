import type { Destination } from "../sink.js";

/** Characters that are written at once. */
const CHUNK = 64 * 1024;
/** Bytes of a character in UTF-8, at most: a line can exceed the chunk. */
const CHARACTER_SIZE = 3;

/** Lines that go to a file, if there is one. */
export class LineFile {
  readonly #file: Destination | undefined;
  #text: string;
  /** Used again for each chunk: new ones would pile up until they are collected. */
  #bytes = Buffer.alloc(0);

  /** @param header the lines before all others */
  constructor(file: Destination | undefined, header: string) {
    this.#file = file;
    this.#text = header;
  }

  /** Whether the lines go anywhere. */
  get isOpen(): boolean {
    return this.#file !== undefined;
  }

  /** Adds a line, with its line end. What it returns, if anything, is to be awaited before the next one. */
  add(line: string): Promise<void> | undefined {
    if (this.#file === undefined) return undefined;
    this.#text += line;
    return this.#text.length < CHUNK ? undefined : this.end();
  }

  /** Resolves once all lines are written. */
  async end(): Promise<void> {
    const most = CHARACTER_SIZE * this.#text.length;
    if (this.#bytes.length < most) this.#bytes = Buffer.alloc(most);
    const size = this.#bytes.write(this.#text);
    this.#text = "";
    await this.#file?.write(this.#bytes.subarray(0, size));
  }
}
