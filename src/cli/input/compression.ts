/** What a file can be packed with. */
export type Compression = "gzip" | "zstd";

const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
];

/** Bytes after which it is always known what a file is packed with. */
export const MAGIC_SIZE = 4;

/** What the first bytes of a file say it is packed with; `"undecided"` where there are too few of them to say. */
export function compressionOf(start: Uint8Array): Compression | "none" | "undecided" {
  for (const [compression, magic] of MAGIC) {
    const known = Math.min(start.length, magic.length);
    if (!magic.slice(0, known).every((byte, i) => byte === start[i])) continue;
    return known === magic.length ? compression : "undecided";
  }
  return "none";
}
