/** HMAC-SHA256 of four messages at once under one prepared key. */

import { swapWords } from "./bytes";
import { BASE_WORDS, BLOCKS, DIGEST, DIGEST_WORDS, NAME_WORDS, TAGS } from "./memory";
import { compress, expandBase, expandDigest, expandName } from "./sha256x4";

/** Computes the HMACs of four 16-byte bases, whose words are at BASE_WORDS; the words of the digests are written to DIGEST. */
export function macBases(context: usize): void {
  expandBase();
  compress(context, BASE_WORDS, DIGEST_WORDS);
  expandDigest();
  compress(context + 32, DIGEST_WORDS, DIGEST);
}

/** Computes the HMACs of four messages of up to 55 bytes, whose padded blocks are at BLOCKS; the words of the digests are written to DIGEST. */
export function macBlocks(context: usize): void {
  for (let at: usize = 0; at < 64; at += 16) {
    gather(BLOCKS + at, BLOCKS + 64 + at, BLOCKS + 128 + at, BLOCKS + 192 + at, NAME_WORDS + (at << 2));
  }
  expandName();
  compress(context, NAME_WORDS, DIGEST_WORDS);
  expandDigest();
  compress(context + 32, DIGEST_WORDS, DIGEST);
}

/** Reads 16 bytes from each of four addresses, and writes them to `to` as four vectors of words, one lane for each address. */
export function gather(p0: usize, p1: usize, p2: usize, p3: usize, to: usize): void {
  const a = swapWords(v128.load(p0));
  const b = swapWords(v128.load(p1));
  const c = swapWords(v128.load(p2));
  const d = swapWords(v128.load(p3));
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  v128.store(to, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(to, i64x2.shuffle(ab, cd, 1, 3), 16);
  const ab2 = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cd2 = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(ab2, cd2, 0, 2), 32);
  v128.store(to, i64x2.shuffle(ab2, cd2, 1, 3), 48);
}

/** The reverse: splits the four vectors of words at `from` into 16 bytes for each of the first `count` addresses. */
export function scatter(from: usize, p0: usize, p1: usize, p2: usize, p3: usize, count: u32): void {
  const a = swapWords(v128.load(from));
  const b = swapWords(v128.load(from, 16));
  const c = swapWords(v128.load(from, 32));
  const d = swapWords(v128.load(from, 48));
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const ab2 = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cd2 = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(p0, i64x2.shuffle(ab, cd, 0, 2));
  if (count > 1) v128.store(p1, i64x2.shuffle(ab, cd, 1, 3));
  if (count > 2) v128.store(p2, i64x2.shuffle(ab2, cd2, 0, 2));
  if (count > 3) v128.store(p3, i64x2.shuffle(ab2, cd2, 1, 3));
}

/** Compares the tags at four addresses with the four digests at DIGEST: bit l of the result is set if the tag of lane l is equal. */
export function equalTags(p0: usize, p1: usize, p2: usize, p3: usize): i32 {
  gather(p0, p1, p2, p3, TAGS);
  const x = v128.xor(v128.load(TAGS), v128.load(DIGEST));
  const y = v128.xor(v128.load(TAGS, 16), v128.load(DIGEST, 16));
  const z = v128.xor(v128.load(TAGS, 32), v128.load(DIGEST, 32));
  const w = v128.xor(v128.load(TAGS, 48), v128.load(DIGEST, 48));
  // All sixteen bytes are combined before the comparison, so that its time doesn't depend on them.
  return i32x4.bitmask(i32x4.eq(v128.or(v128.or(x, y), v128.or(z, w)), i32x4.splat(0)));
}
