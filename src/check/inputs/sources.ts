import { closeSync, openSync, readSync } from "node:fs";
import { quote } from "../../text/printable.js";
import type { TextSource } from "./input.js";
import { type RegularFile, readError, truncatedError } from "./regular-file.js";

/**
 * The bytes of a regular file from an offset on. Reads are synchronous: the system reads ahead, and a promise for each
 * read would take longer.
 * @param onRead called with the position after each read
 */
export function fileSource(
  path: string,
  { size }: RegularFile,
  from: number,
  onRead: (position: number) => void,
): TextSource {
  const attempt = <T>(call: () => T): T => {
    try {
      return call();
    } catch (error) {
      throw readError(quote(path), error);
    }
  };
  const fd = attempt(() => openSync(path, "r"));
  let position = from;
  return source({
    read(into) {
      const bytesRead = attempt(() => readSync(fd, into, 0, into.length, position));
      if (bytesRead === 0 && position < size) throw truncatedError(path);
      position += bytesRead;
      onRead(position);
      return bytesRead;
    },
    close: async () => closeSync(fd),
  });
}

/**
 * Text that arrives in chunks, each valid only until the next is requested.
 * @param skipped how many bytes to skip at the start
 */
export function streamSource(chunks: AsyncIterable<Uint8Array>, skipped: number): TextSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let left = skipped;
  let chunk: Uint8Array = new Uint8Array();
  let isWaiting = false;
  return source({
    async read(into) {
      while (chunk.length === 0) {
        isWaiting = true;
        const { value, done } = await iterator.next();
        isWaiting = false;
        if (done) return 0;
        chunk = value.subarray(Math.min(left, value.length));
        left -= value.length - chunk.length;
      }
      const piece = chunk.subarray(0, into.length);
      into.set(piece);
      chunk = chunk.subarray(piece.length);
      return piece.length;
    },
    async close() {
      const closed = iterator.return?.();
      // A pending read ends only when the writer sends something: a run that stops early doesn't wait for it.
      if (isWaiting) closed?.catch(() => undefined);
      else await closed;
    },
  });
}

/** Makes a source whose `close` may be called any number of times. */
function source({ read, close }: Pick<TextSource, "read"> & { close(): Promise<void> }): TextSource {
  let closed: Promise<void> | undefined;
  const closeOnce = (): Promise<void> => {
    closed ??= close();
    return closed;
  };
  return { read, close: closeOnce, [Symbol.asyncDispose]: closeOnce };
}
