/** Bytes of a SHA-256 block: HMAC pads a key with zeros to as many. */
export const BLOCK_SIZE = 64;
/** What the block of the inner hash is combined with. */
export const INNER_PAD = 0x36;
/** What the block of the outer hash is combined with. */
export const OUTER_PAD = 0x5c;

/**
 * The block that one of HMAC's two hashes starts with (RFC 2104).
 * @param key at most 64 bytes
 * @param pad {@link INNER_PAD} or {@link OUTER_PAD}
 */
export function hmacBlock(key: Uint8Array, pad: number): Uint8Array {
  const block = new Uint8Array(BLOCK_SIZE).fill(pad);
  key.forEach((byte, i) => {
    block[i] = byte ^ pad;
  });
  return block;
}
