/** What a file can be packed with. */
export type Compression = "gzip" | "zstd";

const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  // Files of pzstd begin with a skippable frame, which has one of sixteen magic numbers.
  ...Array.from({ length: 16 }, (_, i) => ["zstd", [0x50 + i, 0x2a, 0x4d, 0x18]] as const),
];

/** The most bytes that are needed to tell what a file is packed with. */
export const MAGIC_SIZE = 4;

/** What the first bytes of a file say it is packed with; `"undecided"` if there are too few of them to tell. */
export function compressionOf(start: Uint8Array): Compression | "none" | "undecided" {
  let isUndecided = false;
  for (const [compression, magic] of MAGIC) {
    const known = Math.min(start.length, magic.length);
    if (!magic.slice(0, known).every((byte, i) => byte === start[i])) continue;
    if (known === magic.length) return compression;
    isUndecided = true;
  }
  return isUndecided ? "undecided" : "none";
}
