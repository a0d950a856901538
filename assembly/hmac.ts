/**
 * HMAC-SHA256 of one message under a prepared key.
 *
 * A key's context is 64 bytes: the state of SHA-256 after the key's inner block, and after its outer one, 8 words each.
 */
import { clearBlock, copyShort, swapWords } from "./bytes";
import { INITIAL_STATE, LAST_BLOCKS, STATE } from "./memory";
import { compress } from "./sha256";

/** Writes the context of the 32-byte key at `key` to `context`. */
export function prepareKey(key: usize, context: usize): void {
  prepareHalf(key, context, 0x36);
  prepareHalf(key, context + 32, 0x5c);
}

function prepareHalf(key: usize, state: usize, pad: u8): void {
  const pads = i8x16.splat(pad);
  v128.store(LAST_BLOCKS, v128.xor(v128.load(key), pads));
  v128.store(LAST_BLOCKS, v128.xor(v128.load(key, 16), pads), 16);
  v128.store(LAST_BLOCKS, pads, 32);
  v128.store(LAST_BLOCKS, pads, 48);
  copyState(state, INITIAL_STATE);
  compress(state, LAST_BLOCKS);
}

function copyState(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
}

/** HMAC of the `length` bytes at `message`; the digest is left at STATE, as 8 words. */
function digest(context: usize, message: usize, length: u32): void {
  copyState(STATE, context);
  const bits = (<u64>length + 64) << 3;
  for (; length >= 64; length -= 64) {
    compress(STATE, message);
    message += 64;
  }
  clearBlock(LAST_BLOCKS);
  copyShort(LAST_BLOCKS, message, length);
  store<u8>(LAST_BLOCKS + length, 0x80);
  // The end needs nine bytes more: the bit after the message, and its length.
  if (length > 55) {
    compress(STATE, LAST_BLOCKS);
    clearBlock(LAST_BLOCKS);
  }
  store<u64>(LAST_BLOCKS, bswap(bits), 56);
  compress(STATE, LAST_BLOCKS);

  v128.store(LAST_BLOCKS, swapWords(v128.load(STATE)));
  v128.store(LAST_BLOCKS, swapWords(v128.load(STATE, 16)), 16);
  clearEnd(96);
  copyState(STATE, context + 32);
  compress(STATE, LAST_BLOCKS);
}

/** Pads the block at LAST_BLOCKS behind 32 bytes of message, of which `length` says how long it is with its key block. */
function clearEnd(length: u32): void {
  v128.store(LAST_BLOCKS, i32x4.splat(0), 32);
  v128.store(LAST_BLOCKS, i32x4.splat(0), 48);
  store<u8>(LAST_BLOCKS, 0x80, 32);
  store<u64>(LAST_BLOCKS, bswap((<u64>length) << 3), 56);
}

/** Writes HMAC-SHA256 of the `length` bytes at `message` to `out`: 32 bytes. */
export function mac(context: usize, message: usize, length: u32, out: usize): void {
  digest(context, message, length);
  v128.store(out, swapWords(v128.load(STATE)));
  v128.store(out, swapWords(v128.load(STATE, 16)), 16);
}

/** The first 16 bytes of the same: all that an ID has of it, be it its base or its tag. */
export function mac16(context: usize, message: usize, length: u32): v128 {
  digest(context, message, length);
  return swapWords(v128.load(STATE));
}
