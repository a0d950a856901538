import { closeSync, openSync, readSync } from "node:fs";
import type { TextSource } from "./input.js";

/** The bytes of a regular file. Reads don't wait: a file's pages are in memory, or come faster than they are checked. */
export function fileSource(path: string, from: number, onRead: (size: number) => void): TextSource {
  const fd = openSync(path, "r");
  let position = from;
  return {
    read(into) {
      const size = readSync(fd, into, 0, into.length, position);
      position += size;
      onRead(size);
      return size;
    },
    close: async () => closeSync(fd),
  };
}

/** Text that comes in chunks, each of which is good only until the next is asked for; `skipped` bytes are left out. */
export function streamSource(chunks: AsyncIterable<Uint8Array>, skipped: number): TextSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let left = skipped;
  let chunk: Uint8Array = new Uint8Array();
  return {
    async read(into) {
      while (chunk.length === 0) {
        const { value, done } = await iterator.next();
        if (done) return 0;
        chunk = value.subarray(Math.min(left, value.length));
        left -= Math.min(left, value.length);
      }
      let filled = 0;
      const piece = chunk.subarray(0, into.length);
      into.set(piece);
      filled += piece.length;
      chunk = chunk.subarray(piece.length);
      return filled;
    },
    async close() {
      await iterator.return?.();
    },
  };
}
