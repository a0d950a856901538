/** SHA-256 of four messages at once, one in each 32-bit lane of a vector. */
import {
  BASE_BITS,
  BASE_BITS_S0,
  BASE_BITS_S1,
  BASE_WORDS,
  DIGEST_BITS,
  DIGEST_BITS_S0,
  DIGEST_BITS_S1,
  DIGEST_WORDS,
  END,
  END_S0,
  K,
  K_END,
  NAME_WORDS,
} from "./memory";

/*
 * The sums of rotations. Vectors have no rotation: x >>> n is (x >> n) ^ (x << 32 - n). All right shifts form one chain and all left
 * shifts another; each step shifts what the later steps shift further. No order takes fewer instructions, and only two values are
 * live. A wide tree of XORs spills, because V8 schedules pure nodes breadth-first. bigSigma0 has shorter chains, and one more value:
 * 1.013 times as fast.
 */
function bigSigma0(x: v128): v128 {
  const right = v128.xor(i32x4.shr_u(v128.xor(i32x4.shr_u(x, 11), x), 2), i32x4.shr_u(x, 22));
  const left = v128.xor(i32x4.shl(v128.xor(i32x4.shl(x, 11), x), 19), i32x4.shl(x, 10));
  return v128.xor(right, left);
}

function bigSigma1(x: v128): v128 {
  const right = i32x4.shr_u(v128.xor(i32x4.shr_u(v128.xor(i32x4.shr_u(x, 14), x), 5), x), 6);
  const left = i32x4.shl(v128.xor(i32x4.shl(v128.xor(i32x4.shl(x, 5), x), 14), x), 7);
  return v128.xor(right, left);
}

function sigma0(x: v128): v128 {
  const right = i32x4.shr_u(v128.xor(i32x4.shr_u(v128.xor(i32x4.shr_u(x, 11), x), 4), x), 3);
  return v128.xor(right, i32x4.shl(v128.xor(i32x4.shl(x, 11), x), 14));
}

function sigma1(x: v128): v128 {
  const right = i32x4.shr_u(v128.xor(i32x4.shr_u(v128.xor(i32x4.shr_u(x, 2), x), 7), x), 10);
  return v128.xor(right, i32x4.shl(v128.xor(i32x4.shl(x, 2), x), 13));
}

/** The first sum of a round, which is added to d and to h. */
function first(h: v128, w: v128, k: v128, e: v128, f: v128, g: v128): v128 {
  const choose = v128.xor(v128.and(v128.xor(f, g), e), g);
  return i32x4.add(i32x4.add(i32x4.add(h, i32x4.add(w, k)), choose), bigSigma1(e));
}

/** The second sum of a round; `both` is (a ^ b) & (b ^ c), whose second half is from the last round: the majority is b ^ both. */
function second(a: v128, b: v128, both: v128): v128 {
  return i32x4.add(bigSigma0(a), v128.xor(b, both));
}

/** One word of the schedule, if none of the words that it depends on is constant. */
function word(w16: v128, w15: v128, w7: v128, w2: v128): v128 {
  return i32x4.add(i32x4.add(i32x4.add(w16, sigma0(w15)), w7), sigma1(w2));
}

/**
 * Compresses one block into the state of 8 words at `state`, which all lanes share, and writes the result, 8 vectors, to `out`. `words`
 * has the first 32 words of the block's schedule; the others are computed here.
 *
 * The words of the schedule are interleaved with the rounds. A round waits for the one before it, but the schedule doesn't, so
 * interleaving keeps all vector units busy. Computing the schedule first took 1.14 times as long; a word with every round, while there are
 * any, 1.07 times; and all words of an iteration before its rounds 1.08 times.
 */
export function compress(state: usize, words: usize, out: usize): void {
  let a = v128.load32_splat(state);
  let b = v128.load32_splat(state, 4);
  let c = v128.load32_splat(state, 8);
  let d = v128.load32_splat(state, 12);
  let e = v128.load32_splat(state, 16);
  let f = v128.load32_splat(state, 20);
  let g = v128.load32_splat(state, 24);
  let h = v128.load32_splat(state, 28);
  let y = v128.xor(b, c);
  let ahead = words + 256;
  let k = K;
  do {
    let x: v128;
    let t: v128;
    t = first(h, v128.load(words), v128.load32_splat(k), e, f, g);
    d = i32x4.add(d, t);
    x = v128.xor(a, b);
    h = i32x4.add(t, second(a, b, v128.and(x, y)));
    v128.store(ahead, word(v128.load(ahead), v128.load(ahead, 16), v128.load(ahead, 144), v128.load(ahead, 224)), 256);
    t = first(g, v128.load(words, 16), v128.load32_splat(k, 4), d, e, f);
    c = i32x4.add(c, t);
    y = v128.xor(h, a);
    g = i32x4.add(t, second(h, a, v128.and(y, x)));
    t = first(f, v128.load(words, 32), v128.load32_splat(k, 8), c, d, e);
    b = i32x4.add(b, t);
    x = v128.xor(g, h);
    f = i32x4.add(t, second(g, h, v128.and(x, y)));
    v128.store(
      ahead,
      word(v128.load(ahead, 16), v128.load(ahead, 32), v128.load(ahead, 160), v128.load(ahead, 240)),
      272,
    );
    t = first(e, v128.load(words, 48), v128.load32_splat(k, 12), b, c, d);
    a = i32x4.add(a, t);
    y = v128.xor(f, g);
    e = i32x4.add(t, second(f, g, v128.and(y, x)));
    t = first(d, v128.load(words, 64), v128.load32_splat(k, 16), a, b, c);
    h = i32x4.add(h, t);
    x = v128.xor(e, f);
    d = i32x4.add(t, second(e, f, v128.and(x, y)));
    v128.store(
      ahead,
      word(v128.load(ahead, 32), v128.load(ahead, 48), v128.load(ahead, 176), v128.load(ahead, 256)),
      288,
    );
    t = first(c, v128.load(words, 80), v128.load32_splat(k, 20), h, a, b);
    g = i32x4.add(g, t);
    y = v128.xor(d, e);
    c = i32x4.add(t, second(d, e, v128.and(y, x)));
    t = first(b, v128.load(words, 96), v128.load32_splat(k, 24), g, h, a);
    f = i32x4.add(f, t);
    x = v128.xor(c, d);
    b = i32x4.add(t, second(c, d, v128.and(x, y)));
    v128.store(
      ahead,
      word(v128.load(ahead, 48), v128.load(ahead, 64), v128.load(ahead, 192), v128.load(ahead, 272)),
      304,
    );
    t = first(a, v128.load(words, 112), v128.load32_splat(k, 28), f, g, h);
    e = i32x4.add(e, t);
    y = v128.xor(b, c);
    a = i32x4.add(t, second(b, c, v128.and(y, x)));
    words += 128;
    ahead += 64;
    k += 32;
  } while (k < K_END);
  v128.store(out, i32x4.add(a, v128.load32_splat(state)));
  v128.store(out, i32x4.add(b, v128.load32_splat(state, 4)), 16);
  v128.store(out, i32x4.add(c, v128.load32_splat(state, 8)), 32);
  v128.store(out, i32x4.add(d, v128.load32_splat(state, 12)), 48);
  v128.store(out, i32x4.add(e, v128.load32_splat(state, 16)), 64);
  v128.store(out, i32x4.add(f, v128.load32_splat(state, 20)), 80);
  v128.store(out, i32x4.add(g, v128.load32_splat(state, 24)), 96);
  v128.store(out, i32x4.add(h, v128.load32_splat(state, 28)), 112);
}

/** Stores word `t` of a schedule. */
function put(words: usize, t: i32, w: v128): v128 {
  v128.store(words + ((<usize>t) << 4), w);
  return w;
}

/** Writes the words that are the same in all blocks of a kind; `expandBase` and `expandDigest` don't overwrite them. Must be called once. */
export function expandPadding(): void {
  for (let t = 4; t < 16; t++) {
    put(BASE_WORDS, t, i32x4.splat(t === 4 ? load<u32>(END) : t === 15 ? load<u32>(BASE_BITS) : 0));
  }
  for (let t = 8; t < 16; t++) {
    put(DIGEST_WORDS, t, i32x4.splat(t === 8 ? load<u32>(END) : t === 15 ? load<u32>(DIGEST_BITS) : 0));
  }
}

/** Computes the schedule of the last block of a message of 64 + 16 bytes: words 0 to 3 are at BASE_WORDS; the rest is padding, and constant-folded. */
export function expandBase(): void {
  const w0 = v128.load(BASE_WORDS);
  const w1 = v128.load(BASE_WORDS, 16);
  const w2 = v128.load(BASE_WORDS, 32);
  const w3 = v128.load(BASE_WORDS, 48);
  const w16 = put(BASE_WORDS, 16, i32x4.add(w0, sigma0(w1)));
  const w17 = put(BASE_WORDS, 17, i32x4.add(i32x4.add(w1, sigma0(w2)), v128.load32_splat(BASE_BITS_S1)));
  const w18 = put(BASE_WORDS, 18, i32x4.add(i32x4.add(w2, sigma0(w3)), sigma1(w16)));
  const w19 = put(BASE_WORDS, 19, i32x4.add(i32x4.add(w3, v128.load32_splat(END_S0)), sigma1(w17)));
  const w20 = put(BASE_WORDS, 20, i32x4.add(v128.load32_splat(END), sigma1(w18)));
  const w21 = put(BASE_WORDS, 21, sigma1(w19));
  const w22 = put(BASE_WORDS, 22, i32x4.add(sigma1(w20), v128.load32_splat(BASE_BITS)));
  const w23 = put(BASE_WORDS, 23, i32x4.add(sigma1(w21), w16));
  const w24 = put(BASE_WORDS, 24, i32x4.add(sigma1(w22), w17));
  const w25 = put(BASE_WORDS, 25, i32x4.add(sigma1(w23), w18));
  const w26 = put(BASE_WORDS, 26, i32x4.add(sigma1(w24), w19));
  const w27 = put(BASE_WORDS, 27, i32x4.add(sigma1(w25), w20));
  const w28 = put(BASE_WORDS, 28, i32x4.add(sigma1(w26), w21));
  const w29 = put(BASE_WORDS, 29, i32x4.add(sigma1(w27), w22));
  put(BASE_WORDS, 30, i32x4.add(i32x4.add(sigma1(w28), w23), v128.load32_splat(BASE_BITS_S0)));
  put(BASE_WORDS, 31, i32x4.add(i32x4.add(i32x4.add(sigma1(w29), w24), sigma0(w16)), v128.load32_splat(BASE_BITS)));
}

/** Computes the schedule of the last block of a message of 64 + 32 bytes: words 0 to 7 are at DIGEST_WORDS; the rest is padding, and constant-folded. */
export function expandDigest(): void {
  const w0 = v128.load(DIGEST_WORDS);
  const w1 = v128.load(DIGEST_WORDS, 16);
  const w2 = v128.load(DIGEST_WORDS, 32);
  const w3 = v128.load(DIGEST_WORDS, 48);
  const w4 = v128.load(DIGEST_WORDS, 64);
  const w5 = v128.load(DIGEST_WORDS, 80);
  const w6 = v128.load(DIGEST_WORDS, 96);
  const w7 = v128.load(DIGEST_WORDS, 112);
  const w16 = put(DIGEST_WORDS, 16, i32x4.add(w0, sigma0(w1)));
  const w17 = put(DIGEST_WORDS, 17, i32x4.add(i32x4.add(w1, sigma0(w2)), v128.load32_splat(DIGEST_BITS_S1)));
  const w18 = put(DIGEST_WORDS, 18, i32x4.add(i32x4.add(w2, sigma0(w3)), sigma1(w16)));
  const w19 = put(DIGEST_WORDS, 19, i32x4.add(i32x4.add(w3, sigma0(w4)), sigma1(w17)));
  const w20 = put(DIGEST_WORDS, 20, i32x4.add(i32x4.add(w4, sigma0(w5)), sigma1(w18)));
  const w21 = put(DIGEST_WORDS, 21, i32x4.add(i32x4.add(w5, sigma0(w6)), sigma1(w19)));
  const w22 = put(
    DIGEST_WORDS,
    22,
    i32x4.add(i32x4.add(i32x4.add(w6, sigma0(w7)), sigma1(w20)), v128.load32_splat(DIGEST_BITS)),
  );
  const w23 = put(DIGEST_WORDS, 23, i32x4.add(i32x4.add(i32x4.add(w7, v128.load32_splat(END_S0)), sigma1(w21)), w16));
  const w24 = put(DIGEST_WORDS, 24, i32x4.add(i32x4.add(v128.load32_splat(END), sigma1(w22)), w17));
  const w25 = put(DIGEST_WORDS, 25, i32x4.add(sigma1(w23), w18));
  const w26 = put(DIGEST_WORDS, 26, i32x4.add(sigma1(w24), w19));
  const w27 = put(DIGEST_WORDS, 27, i32x4.add(sigma1(w25), w20));
  const w28 = put(DIGEST_WORDS, 28, i32x4.add(sigma1(w26), w21));
  const w29 = put(DIGEST_WORDS, 29, i32x4.add(sigma1(w27), w22));
  put(DIGEST_WORDS, 30, i32x4.add(i32x4.add(sigma1(w28), w23), v128.load32_splat(DIGEST_BITS_S0)));
  put(DIGEST_WORDS, 31, i32x4.add(i32x4.add(i32x4.add(sigma1(w29), w24), sigma0(w16)), v128.load32_splat(DIGEST_BITS)));
}

/** Computes the schedule of a block with any content: words 0 to 15 are at NAME_WORDS. */
export function expandName(): void {
  for (let at = NAME_WORDS; at < NAME_WORDS + 256; at += 16) {
    v128.store(at, word(v128.load(at), v128.load(at, 16), v128.load(at, 144), v128.load(at, 224)), 256);
  }
}
