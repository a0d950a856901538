/** Derives many IDs, from names or from bases. */

import { clearBlock, copyShort } from "./bytes";
import { encode } from "./hex";
import { gather, macBases, macBlocks, scatter } from "./hmacx4";
import { deriveNamed } from "./id";
import { BASE_WORDS, BLOCKS, DIGEST, LANES } from "./memory";

/** The longest name that fits into one block, with the bit after it and its length. */
const LONGEST: u32 = 55;

/** The address for the ID of the name in a lane. */
function idOf(ids: usize, lane: usize): usize {
  return ids + ((<usize>load<u32>(LANES + (lane << 2))) << 5);
}

/** Derives the IDs of the names in the first `count` lanes. */
function deriveFour(context: usize, count: u32, code: u32, ids: usize, digits: usize): void {
  macBlocks(context);
  if (code) {
    const last = v128.andnot(v128.load(DIGEST, 48), i32x4.splat(0xff));
    v128.store(DIGEST, v128.or(last, i32x4.splat(code)), 48);
  }
  const p0 = idOf(ids, 0);
  const p1 = idOf(ids, 1);
  const p2 = idOf(ids, 2);
  const p3 = idOf(ids, 3);
  scatter(DIGEST, p0, p1, p2, p3, count);
  for (let i: usize = 0; i < 64; i += 16) v128.store(BASE_WORDS + i, v128.load(DIGEST + i));
  macBases(context);
  scatter(DIGEST, p0 + 16, p1 + 16, p2 + 16, p3 + 16, count);
  if (!digits) return;
  for (let lane: u32 = 0; lane < count; lane++) {
    const id = idOf(ids, lane);
    encode(id, digits + ((id - ids) << 1));
  }
}

/**
 * Derives the IDs of `count` names, which are stored without gaps at `names`: name i is between the offsets i and i + 1 of the 32-bit
 * table at `offsets`. Writes 32 bytes each to `ids`, and 64 digits each to `digits`, unless that is 0. A `code` other than 0 replaces
 * byte 15.
 */
export function deriveNames(
  context: usize,
  names: usize,
  offsets: usize,
  count: u32,
  code: u32,
  ids: usize,
  digits: usize,
): void {
  let lanes: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const from = load<u32>(offsets + (i << 2));
    const length = load<u32>(offsets + (i << 2), 4) - from;
    if (length > LONGEST) {
      deriveNamed(context, names + from, length, code, ids + (i << 5), digits ? digits + (i << 6) : 0);
      continue;
    }
    const block = BLOCKS + (lanes << 6);
    clearBlock(block);
    copyShort(block, names + from, length);
    store<u8>(block + length, 0x80);
    store<u64>(block, bswap((<u64>length + 64) << 3), 56);
    store<u32>(LANES + (lanes << 2), i);
    lanes++;
    if (lanes === 4) {
      deriveFour(context, 4, code, ids, digits);
      lanes = 0;
    }
  }
  // Lanes without a name process old data, and their results are not written.
  if (lanes) deriveFour(context, lanes, code, ids, digits);
}

/** Writes the tags after `count` bases, one every 32 bytes at `ids`, as `seal` does; the digits are written to `digits`, unless that is 0. */
export function sealRows(context: usize, ids: usize, count: u32, digits: usize): void {
  for (let i: u32 = 0; i < count; i += 4) {
    const lanes = min<u32>(4, count - i);
    const p0 = ids + (i << 5);
    const p1 = p0 + (min<u32>(1, lanes - 1) << 5);
    const p2 = p0 + (min<u32>(2, lanes - 1) << 5);
    const p3 = p0 + ((lanes - 1) << 5);
    gather(p0, p1, p2, p3, BASE_WORDS);
    macBases(context);
    scatter(DIGEST, p0 + 16, p1 + 16, p2 + 16, p3 + 16, lanes);
  }
  if (!digits) return;
  for (let i: u32 = 0; i < count; i++) encode(ids + (i << 5), digits + (i << 6));
}
