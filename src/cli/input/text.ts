import { quote } from "../../text/printable.js";
import { withoutBom } from "./bom.js";
import { type Compression, compressionOf, MAGIC_SIZE } from "./compression.js";
import { gunzip } from "./gunzip.js";
import { unzstd } from "./unzstd.js";

/**
 * The text in the bytes of an input: unpacked, if its first bytes say that it is packed, and without a byte order mark.
 * @param skipped so many bytes of the text are left out
 */
export async function* textOf(chunks: AsyncIterable<Uint8Array>, name: string, skipped = 0): AsyncIterable<Uint8Array> {
  let left = skipped;
  for await (const chunk of withoutBom(unpacked(chunks, name))) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    let start: Uint8Array = new Uint8Array();
    let compression: Compression | "none" | "undecided" = "undecided";
    let isAtEnd = false;
    while (compression === "undecided" && !isAtEnd) {
      const { value, done = false } = await iterator.next();
      isAtEnd = done;
      if (!done) start = start.length === 0 ? value : joined(start, value);
      // A copy, where more is to come: the chunk is only good until then.
      compression = compressionOf(start.subarray(0, MAGIC_SIZE));
      if (compression === "undecided") start = Uint8Array.from(start);
    }
    const all = (async function* () {
      if (start.length > 0) yield start;
      if (!isAtEnd) yield* { [Symbol.asyncIterator]: () => iterator };
    })();
    if (compression === "gzip") yield* gunzip(all, quote(name));
    else if (compression === "zstd") yield* unzstd(all, quote(name));
    else yield* all;
  } finally {
    // A reader that stops at the start has not come to the rest, which would close the file.
    await iterator.return?.();
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
