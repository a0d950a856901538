// Not by name: a Node before 20.15 lacks it, and would stop at the import, before it can be told that it is too old.
import zlib from "node:zlib";
import { InputError } from "../errors.js";
import { GzipHeader } from "./gzip-header.js";
import { Inflater } from "./inflate.js";

/** Bytes that are unpacked at a time: they become 2 MB at most, for a byte of deflate stands for 1,032 at most. */
const SLICE = 2048;
/** After the data: its CRC-32, and its length, modulo 2^32. */
const TRAILER_SIZE = 8;

/**
 * The bytes of a gzip file (RFC 1952), of one member or several, and of zeros after them. All that can be unpacked is
 * given out before an error; zlib's own reader of such files would drop what stands right before it, and takes anything
 * that follows for nothing.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const members = new Members(name);
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += SLICE) yield* members.read(Buffer.from(chunk.subarray(at, at + SLICE)));
    }
    members.end();
  } finally {
    members.close();
  }
}

/** The members of a file, one after the other: header, data, trailer. */
class Members {
  readonly #name: string;
  #header: GzipHeader | undefined = new GzipHeader();
  #inflater: Inflater | undefined;
  #crc = 0;
  #size = 0;
  readonly #trailer = Buffer.alloc(TRAILER_SIZE);
  #trailerSize = 0;
  /** Between two members: what follows is another one, or zeros to the end. */
  #isBetween = false;
  #isPadding = false;

  constructor(name: string) {
    this.#name = name;
  }

  async *read(bytes: Buffer): AsyncIterable<Uint8Array> {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#inflater) {
        const { pieces, taken } = await this.#inflater.write(rest).catch((error: Error) => this.#fail(error.message));
        for (const piece of pieces) {
          this.#crc = zlib.crc32(piece, this.#crc);
          this.#size = (this.#size + piece.length) >>> 0;
          yield piece;
        }
        if (taken < rest.length) this.close();
        rest = rest.subarray(taken);
      } else {
        this.#readByte(rest[0]);
        rest = rest.subarray(1);
      }
    }
  }

  /** Throws unless the file may end here. */
  end(): void {
    if (!this.#isBetween) this.#fail("unexpected end of file");
  }

  close(): void {
    this.#inflater?.close();
    this.#inflater = undefined;
  }

  #readByte(byte: number): void {
    if (this.#isBetween) this.#startMember(byte);
    if (this.#isPadding) return;
    if (this.#header) this.#readHeaderByte(this.#header, byte);
    else this.#readTrailerByte(byte);
  }

  #startMember(byte: number): void {
    if (byte === 0) this.#isPadding = true;
    else if (this.#isPadding) this.#fail("something else follows it");
    else {
      this.#isBetween = false;
      this.#header = new GzipHeader();
    }
  }

  #readHeaderByte(header: GzipHeader, byte: number): void {
    const state = header.push(byte);
    if (state === "foreign") this.#fail("something else follows it");
    if (state !== "done") return;
    this.#header = undefined;
    this.#inflater = new Inflater();
    this.#crc = 0;
    this.#size = 0;
    this.#trailerSize = 0;
  }

  #readTrailerByte(byte: number): void {
    this.#trailer[this.#trailerSize++] = byte;
    if (this.#trailerSize < TRAILER_SIZE) return;
    if (this.#trailer.readUInt32LE(0) !== this.#crc) this.#fail("incorrect data check");
    if (this.#trailer.readUInt32LE(4) !== this.#size) this.#fail("incorrect length check");
    this.#isBetween = true;
  }

  #fail(fault: string): never {
    throw new InputError(`${this.#name} is not a complete gzip file: ${fault}`);
  }
}
