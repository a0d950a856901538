import type { Destination } from "../sink.js";
import { ByteBuffer } from "../sinks/byte-buffer.js";

/** Bytes that are written at once. */
const CHUNK = 60 * 1024;

/** Lines with an ID each that go to a file, if there is one. */
export class LineFile {
  readonly #file: Destination | undefined;
  /** Not strings: as many as objects are listed would take their time to be collected. */
  readonly #buffer = new ByteBuffer();

  /** @param header the lines before all others */
  constructor(file: Destination | undefined, header: string) {
    this.#file = file;
    this.#buffer.add(Buffer.from(header));
  }

  /** Whether the lines go anywhere. */
  get isOpen(): boolean {
    return this.#file !== undefined;
  }

  /**
   * Adds a line. What it returns, if anything, is to be awaited before the next one.
   * @param start what comes before the ID
   * @param end what comes after it, with the line end
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
