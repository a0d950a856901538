import { Decompress } from "fzstd";
import { InputError } from "../errors.js";

/** Bytes that are unpacked at a time. */
const SLICE = 16 * 1024;

/** The bytes of a zstd file (RFC 8878). All that can be unpacked is given out before an error. */
export async function* unzstd(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  let pieces: Uint8Array[] = [];
  const stream = new Decompress((piece) => pieces.push(piece));
  function* unpack(bytes: Uint8Array, isLast: boolean): Iterable<Uint8Array> {
    let fault: string | undefined;
    try {
      stream.push(bytes, isLast);
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
    const unpacked = pieces;
    pieces = [];
    yield* unpacked;
    if (fault !== undefined) throw new InputError(`${name} is no whole zstd file: ${fault}`);
  }
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      // The stream keeps what it is given beyond the chunk's turn.
      yield* unpack(Uint8Array.from(chunk.subarray(at, at + SLICE)), false);
    }
  }
  yield* unpack(new Uint8Array(), true);
}
