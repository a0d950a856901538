/** How the text of a file is wrapped. */
export type Container = "none" | "gzip" | "zstd" | "utf-16le" | "utf-16be";

/** What can't be read, and what the user can do. */
const REFUSED: readonly (readonly [name: string, magic: readonly number[], remedy: string])[] = [
  ["a bzip2 file", [0x42, 0x5a, 0x68], "unpack it with bzip2 -dc"],
  ["an xz file", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "unpack it with xz -dc"],
  ["an lz4 file", [0x04, 0x22, 0x4d, 0x18], "unpack it with lz4 -dc"],
  ["a zip file", [0x50, 0x4b, 0x03, 0x04], "unpack it with unzip -p"],
  ["a Parquet file", [0x50, 0x41, 0x52, 0x31], "export the column of the IDs as CSV"],
  ["an SQLite database", [...Buffer.from("SQLite format 3\0")], "export the column of the IDs as CSV"],
];

const KNOWN: readonly (readonly [Container, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  // Files of pzstd begin with a skippable frame, which has one of sixteen magic numbers.
  ...Array.from({ length: 16 }, (_, i) => ["zstd", [0x50 + i, 0x2a, 0x4d, 0x18]] as const),
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** The most bytes that are needed to recognise a container. */
export const MAGIC_SIZE = 16;

/** What the first bytes of a file say. */
export type Sniffed =
  | { readonly kind: "readable"; readonly container: Container }
  /** A container that can't be read: its name, and a remedy. */
  | { readonly kind: "refused"; readonly name: string; readonly remedy: string }
  /** There are too few bytes to tell. */
  | { readonly kind: "undecided" };

/**
 * Recognises a file by its first bytes.
 * @param isAll whether the file has no more bytes than these
 */
export function sniff(start: Uint8Array, isAll: boolean): Sniffed {
  let isUndecided = false;
  const matches = (magic: readonly number[]): boolean => {
    const known = Math.min(start.length, magic.length);
    if (!magic.slice(0, known).every((byte, at) => byte === start[at])) return false;
    if (known < magic.length) isUndecided = true;
    return known === magic.length;
  };
  for (const [container, magic] of KNOWN) if (matches(magic)) return { kind: "readable", container };
  for (const [name, magic, remedy] of REFUSED) if (matches(magic)) return { kind: "refused", name, remedy };
  return isUndecided && !isAll ? { kind: "undecided" } : { kind: "readable", container: "none" };
}
