import { createGunzip, type Gunzip } from "node:zlib";
import { InputError } from "../errors.js";

/** Bytes that are unpacked at a time: they become 2 MB at most, for a byte of deflate stands for 1,032 at most. */
const SLICE = 2048;

/**
 * The bytes of a gzip file, of one member or several (RFC 1952). All that can be unpacked is given out before an error:
 * the stream itself would drop what its reader has not fetched by then.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const stream = createGunzip({ chunkSize: 64 * 1024 });
  const unpacked = new Unpacked(stream, name);
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += SLICE) {
        // The stream keeps what it is given beyond the chunk's turn.
        yield* await unpacked.write(Uint8Array.from(chunk.subarray(at, at + SLICE)));
      }
    }
    yield* await unpacked.end();
  } finally {
    stream.destroy();
  }
}

/** What comes out of a stream, by what went in. */
class Unpacked {
  readonly #stream: Gunzip;
  readonly #name: string;
  #pieces: Uint8Array[] = [];
  #error: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(stream: Gunzip, name: string) {
    this.#stream = stream;
    this.#name = name;
    stream.on("data", (piece: Uint8Array) => this.#pieces.push(piece));
    stream.on("error", (error) => {
      this.#error = error;
      this.#wake();
    });
  }

  async write(bytes: Uint8Array): Promise<Iterable<Uint8Array>> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#stream.write(bytes, () => resolve());
    });
    return this.#take();
  }

  async end(): Promise<Iterable<Uint8Array>> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#stream.once("end", resolve);
      this.#stream.end();
    });
    return this.#take();
  }

  /** What has come out since; then the error, if there was one. */
  *#take(): Iterable<Uint8Array> {
    const pieces = this.#pieces;
    this.#pieces = [];
    yield* pieces;
    if (this.#error) throw new InputError(`${this.#name} is no whole gzip file: ${this.#error.message}`);
  }
}
