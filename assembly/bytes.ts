/** Small functions that move bytes. */

/** Copies `length` bytes, under 64, and accesses no others. Written by hand, because `memory.copy` leaves the WASM code for each call. */
export function copyShort(to: usize, from: usize, length: u32): void {
  while (length >= 16) {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
    length -= 16;
  }
  if (length & 8) {
    store<u64>(to, load<u64>(from));
    to += 8;
    from += 8;
  }
  if (length & 4) {
    store<u32>(to, load<u32>(from));
    to += 4;
    from += 4;
  }
  if (length & 2) {
    store<u16>(to, load<u16>(from));
    to += 2;
    from += 2;
  }
  if (length & 1) store<u8>(to, load<u8>(from));
}

/** Writes 64 zeros. */
export function clearBlock(block: usize): void {
  v128.store(block, i32x4.splat(0));
  v128.store(block, i32x4.splat(0), 16);
  v128.store(block, i32x4.splat(0), 32);
  v128.store(block, i32x4.splat(0), 48);
}

/** Converts four words to their big-endian bytes, and back. In V8, a swizzle by a constant is one instruction, while this shuffle takes six. */
export function swapWords(x: v128): v128 {
  return i8x16.swizzle(x, i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
}
