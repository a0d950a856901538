import { quote } from "../../text/printable.js";
import { InputError } from "../errors.js";
import { type Container, MAGIC_SIZE, sniff, TABLE_NAMES } from "./container.js";
import { freeUsed } from "./free-used.js";
import { gunzip } from "./gunzip.js";
import { decodeUtf16 } from "./utf16.js";

/**
 * Yields the UTF-8 text of an input: unpacked and decoded according to its first bytes, as often as needed. Chunks are
 * valid only until the next is requested.
 * @param isPacked whether the bytes were already unpacked from a container
 * @throws InputError for a container that can't be read, and for a damaged one, after everything before the damage
 */
export async function* unpack(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  isPacked = false,
): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    let start: Uint8Array = new Uint8Array();
    let isAtEnd = false;
    let container: Container | undefined;
    while (container === undefined) {
      const { value, done = false } = await iterator.next();
      isAtEnd = done;
      if (!done) start = start.length === 0 ? value : Buffer.concat([start, value]);
      container = containerOf(start, isAtEnd, name);
      // A copy: the chunk is valid only until the next one.
      if (container === undefined) start = Uint8Array.from(start);
    }
    const all = (async function* () {
      if (start.length > 0) yield start;
      if (!isAtEnd) yield* { [Symbol.asyncIterator]: () => iterator };
    })();
    yield* await contentOf(all, container, name, isPacked);
  } finally {
    // If the reader stopped at the start, the loop over the rest never ran, so the file is still open.
    await iterator.return?.();
  }
}

async function contentOf(
  chunks: AsyncIterable<Uint8Array>,
  container: Container,
  name: string,
  isPacked: boolean,
): Promise<AsyncIterable<Uint8Array>> {
  switch (container) {
    case "none":
      return chunks;
    case "gzip":
    case "zstd":
      // A file can unpack to itself (a quine).
      if (isPacked) throw new InputError(`${quote(name)} is packed twice: unpack it once with ${container} -dc`);
      return unpack(await contents(chunks, container, name), name, true);
    case "parquet":
    case "sqlite":
      throw new InputError(
        `${quote(name)} is ${TABLE_NAMES[container]}, which can't be read from a pipe or a packed file: save it as a file`,
      );
    default:
      return decodeUtf16(chunks, container);
  }
}

async function contents(
  chunks: AsyncIterable<Uint8Array>,
  container: "gzip" | "zstd",
  name: string,
): Promise<AsyncIterable<Uint8Array>> {
  if (container === "gzip") return freeUsed(gunzip(chunks, quote(name)));
  // Loaded only when needed: the zstd decoder takes a megabyte, and most runs don't use it.
  const { unzstd } = await import("./unzstd.js");
  return unzstd(chunks, quote(name));
}

/** The container of an input; `undefined` if more bytes are needed. @throws InputError if it can't be read */
export function containerOf(start: Uint8Array, isAll: boolean, name: string): Container | undefined {
  const sniffed = sniff(start.subarray(0, MAGIC_SIZE), isAll);
  if (sniffed.kind === "refused") {
    throw new InputError(`${quote(name)} is ${sniffed.name}, which check can't read: ${sniffed.remedy}`);
  }
  return sniffed.kind === "undecided" ? undefined : sniffed.container;
}
