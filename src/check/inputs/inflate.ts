import type { TransformOptions } from "node:stream";
import zlib, { type ZlibOptions } from "node:zlib";

/** Bytes of an unpacked piece. zlib works in another thread, so large pieces cost fewer switches between threads. */
const PIECE_SIZE = 256 * 1024;

/** zlib's streams also accept the options of all streams, which their types leave out. */
const STREAM_OPTIONS: ZlibOptions & TransformOptions = { chunkSize: PIECE_SIZE, readableHighWaterMark: PIECE_SIZE };

/** Unpacks deflate data (RFC 1951) and reports where it ends. Holds at most two pieces, for any compression ratio. */
export class Inflater {
  readonly #stream = zlib.createInflateRaw(STREAM_OPTIONS);
  #taken = 0;
  #isAtEnd = false;
  #error: Error | undefined;
  #wake: () => void = () => undefined;

  constructor() {
    this.#stream.on("readable", () => this.#wake());
    this.#stream.on("end", () => {
      this.#isAtEnd = true;
      this.#wake();
    });
    this.#stream.on("error", (error) => {
      this.#error = error;
      this.#wake();
    });
  }

  /** How many of the bytes of the last {@link write} were part of the data. */
  get taken(): number {
    return this.#taken;
  }

  /** Whether the data ended in the bytes written so far. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Yields the unpacked bytes. The caller must not change `bytes` until the iteration ends. @throws zlib's error, after the last good piece */
  async *write(bytes: Uint8Array): AsyncIterable<Uint8Array> {
    const before = this.#stream.bytesWritten;
    let isWritten = false;
    this.#stream.write(bytes, () => {
      isWritten = true;
      this.#wake();
    });
    for (;;) {
      const piece: Buffer | null = this.#stream.read();
      if (piece !== null) yield piece;
      else if (this.#error) throw this.#error;
      else if (isWritten || this.#isAtEnd) break;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
    this.#taken = this.#stream.bytesWritten - before;
  }

  close(): void {
    this.#stream.destroy();
  }
}
