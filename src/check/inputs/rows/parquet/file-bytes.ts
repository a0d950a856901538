import type { FileHandle } from "node:fs/promises";
import { truncatedError } from "../../regular-file.js";
import type { FileBytes } from "./package.js";

/**
 * Reads ranges of a file. Keeps the last one, because the column of a row group is read again for its next rows.
 * @param handle the open file
 * @param path its path, for errors
 * @param size its size when it was opened
 */
export function bytesOf(handle: FileHandle, path: string, size: number): FileBytes {
  let kept: { readonly start: number; readonly end: number; readonly bytes: ArrayBuffer } | undefined;
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    if (kept?.start === start && kept.end === end) return kept.bytes;
    kept = undefined;
    if (!(start >= 0 && start <= end && end <= size)) throw new Error("it points to bytes outside the file");
    const bytes = new ArrayBuffer(end - start);
    for (let at = 0; at < bytes.byteLength; ) {
      const { bytesRead } = await handle.read(new Uint8Array(bytes, at), { position: start + at });
      if (bytesRead === 0) throw truncatedError(path);
      at += bytesRead;
    }
    kept = { start, end, bytes };
    return bytes;
  };
  return {
    byteLength: size,
    slice(start, end = size) {
      const bytes = read(start, end);
      // hyparquet may throw for another reason before it awaits these.
      bytes.catch(() => undefined);
      return bytes;
    },
  };
}
