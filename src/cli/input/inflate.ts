import { createInflateRaw, type InflateRaw } from "node:zlib";

/** What came of some packed bytes. */
export interface Inflated {
  readonly pieces: readonly Uint8Array[];
  /** How many of the packed bytes were taken: fewer than there were, where the packed data ended before them. */
  readonly taken: number;
}

/** Unpacks deflate data (RFC 1951), and tells where it ends. */
export class Inflater {
  readonly #stream: InflateRaw = createInflateRaw({ chunkSize: 64 * 1024 });
  #pieces: Uint8Array[] = [];
  #error: Error | undefined;
  #fail: (error: Error) => void = () => undefined;

  constructor() {
    this.#stream.on("data", (piece: Uint8Array) => this.#pieces.push(piece));
    this.#stream.on("error", (error) => {
      this.#error = error;
      this.#fail(error);
    });
  }

  /** Rejects with zlib's error where the data is broken. The bytes must not change meanwhile. */
  async write(bytes: Uint8Array): Promise<Inflated> {
    const before = this.#stream.bytesWritten;
    await new Promise<void>((resolve, reject) => {
      this.#fail = reject;
      this.#stream.write(bytes, () => (this.#error ? reject(this.#error) : resolve()));
    });
    const pieces = this.#pieces;
    this.#pieces = [];
    return { pieces, taken: this.#stream.bytesWritten - before };
  }

  close(): void {
    this.#stream.destroy();
  }
}
