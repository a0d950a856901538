import type { Destination } from "../sink.js";
import { ByteBuffer } from "../sinks/byte-buffer.js";

/** How many bytes are written at once. */
const CHUNK = 60 * 1024;

/** Writes lines, each with an ID, to a file, if there is one. */
export class LineFile {
  readonly #file: Destination | undefined;
  /** Bytes, not strings: a string for each listed object would take time to be garbage-collected. */
  readonly #buffer = new ByteBuffer();

  /** @param header the first lines of the file */
  constructor(file: Destination | undefined, header: string) {
    this.#file = file;
    this.#buffer.add(Buffer.from(header));
  }

  /** Whether there is a file. */
  get isOpen(): boolean {
    return this.#file !== undefined;
  }

  /**
   * Adds a line. If it returns a promise, await it before adding the next line.
   * @param start the text before the ID
   * @param end the text after it, including the line end
   */
  add(start: Uint8Array, id: string, end: Uint8Array): Promise<void> | undefined {
    if (this.#file === undefined) return undefined;
    this.#buffer.add(start);
    this.#buffer.addAscii(id);
    this.#buffer.add(end);
    return this.#buffer.length < CHUNK ? undefined : this.end();
  }

  /** Resolves once all lines are written. */
  async end(): Promise<void> {
    await this.#file?.write(this.#buffer.take());
  }
}
