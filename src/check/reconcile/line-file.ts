import type { Destination } from "../sink.js";

/** Characters that are written at once. */
const CHUNK = 256 * 1024;

/** Lines that go to a file, if there is one. */
export class LineFile {
  readonly #file: Destination | undefined;
  #text: string;

  /** @param header the lines before all others */
  constructor(file: Destination | undefined, header: string) {
    this.#file = file;
    this.#text = header;
  }

  /** Whether anyone wants the lines. */
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
    const text = this.#text;
    this.#text = "";
    await this.#file?.write(Buffer.from(text));
  }
}
