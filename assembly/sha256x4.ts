/**
 * SHA-256 of four messages at once, one in each 32-bit lane of a vector.
 *
 * The whole schedule of a block runs first and leaves W + K in memory; the rounds follow.
 */
import {
  BASE_BITS,
  BASE_BITS_S0,
  BASE_BITS_S1,
  BASE_ROUNDS,
  DIGEST,
  DIGEST_BITS,
  DIGEST_BITS_S0,
  DIGEST_BITS_S1,
  DIGEST_ROUNDS,
  END,
  END_S0,
  K,
  K_END,
  NAME_ROUNDS,
  WORDS,
} from "./memory";

/*
 * The sums of rotations. A vector has no rotation: x >>> n is (x >> n) ^ (x << 32 - n). All right shifts are one chain and all left shifts
 * another, each step shifting what the next ones still need, which takes as few instructions as any order, and two live values:
 * V8 schedules pure nodes breadth first, so that a wide tree of XORs spills.
 */
function bigSigma0(x: v128): v128 {
  const right = i32x4.shr_u(v128.xor(i32x4.shr_u(v128.xor(i32x4.shr_u(x, 9), x), 11), x), 2);
  const left = i32x4.shl(v128.xor(i32x4.shl(v128.xor(i32x4.shl(x, 11), x), 9), x), 10);
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

/** The first sum of a round: what is added to d, and to h. */
function first(h: v128, word: v128, e: v128, f: v128, g: v128): v128 {
  const choose = v128.xor(v128.and(v128.xor(f, g), e), g);
  return i32x4.add(i32x4.add(i32x4.add(h, word), choose), bigSigma1(e));
}

/** The second sum of a round; `both` is (a ^ b) & (b ^ c), of which the last round left the second half: the majority is b ^ both. */
function second(a: v128, b: v128, both: v128): v128 {
  return i32x4.add(bigSigma0(a), v128.xor(b, both));
}

/** Compresses one block whose W + K lie at `kw` into the state at `state`, 8 words, the same for all lanes; the result is in DIGEST. */
export function rounds(state: usize, kw: usize): void {
  let a = v128.load32_splat(state);
  let b = v128.load32_splat(state, 4);
  let c = v128.load32_splat(state, 8);
  let d = v128.load32_splat(state, 12);
  let e = v128.load32_splat(state, 16);
  let f = v128.load32_splat(state, 20);
  let g = v128.load32_splat(state, 24);
  let h = v128.load32_splat(state, 28);
  let y = v128.xor(b, c);
  const end = kw + 1024;
  do {
    let x: v128;
    let t: v128;
    t = first(h, v128.load(kw), e, f, g);
    d = i32x4.add(d, t);
    x = v128.xor(a, b);
    h = i32x4.add(t, second(a, b, v128.and(x, y)));
    t = first(g, v128.load(kw, 16), d, e, f);
    c = i32x4.add(c, t);
    y = v128.xor(h, a);
    g = i32x4.add(t, second(h, a, v128.and(y, x)));
    t = first(f, v128.load(kw, 32), c, d, e);
    b = i32x4.add(b, t);
    x = v128.xor(g, h);
    f = i32x4.add(t, second(g, h, v128.and(x, y)));
    t = first(e, v128.load(kw, 48), b, c, d);
    a = i32x4.add(a, t);
    y = v128.xor(f, g);
    e = i32x4.add(t, second(f, g, v128.and(y, x)));
    t = first(d, v128.load(kw, 64), a, b, c);
    h = i32x4.add(h, t);
    x = v128.xor(e, f);
    d = i32x4.add(t, second(e, f, v128.and(x, y)));
    t = first(c, v128.load(kw, 80), h, a, b);
    g = i32x4.add(g, t);
    y = v128.xor(d, e);
    c = i32x4.add(t, second(d, e, v128.and(y, x)));
    t = first(b, v128.load(kw, 96), g, h, a);
    f = i32x4.add(f, t);
    x = v128.xor(c, d);
    b = i32x4.add(t, second(c, d, v128.and(x, y)));
    t = first(a, v128.load(kw, 112), f, g, h);
    e = i32x4.add(e, t);
    y = v128.xor(b, c);
    a = i32x4.add(t, second(b, c, v128.and(y, x)));
    kw += 128;
  } while (kw < end);
  v128.store(DIGEST, i32x4.add(a, v128.load32_splat(state)));
  v128.store(DIGEST, i32x4.add(b, v128.load32_splat(state, 4)), 16);
  v128.store(DIGEST, i32x4.add(c, v128.load32_splat(state, 8)), 32);
  v128.store(DIGEST, i32x4.add(d, v128.load32_splat(state, 12)), 48);
  v128.store(DIGEST, i32x4.add(e, v128.load32_splat(state, 16)), 64);
  v128.store(DIGEST, i32x4.add(f, v128.load32_splat(state, 20)), 80);
  v128.store(DIGEST, i32x4.add(g, v128.load32_splat(state, 24)), 96);
  v128.store(DIGEST, i32x4.add(h, v128.load32_splat(state, 28)), 112);
}

/** One word of the schedule, where nothing is known of its sixteen predecessors. */
function word(w16: v128, w15: v128, w7: v128, w2: v128): v128 {
  return i32x4.add(i32x4.add(i32x4.add(w16, sigma0(w15)), w7), sigma1(w2));
}

/** The rest of a block's schedule, from the sixteen words at WORDS; `kw` and `k` are where W + K go and K comes from. */
function extend(kw: usize, k: usize): void {
  let w0 = v128.load(WORDS);
  let w1 = v128.load(WORDS, 16);
  let w2 = v128.load(WORDS, 32);
  let w3 = v128.load(WORDS, 48);
  let w4 = v128.load(WORDS, 64);
  let w5 = v128.load(WORDS, 80);
  let w6 = v128.load(WORDS, 96);
  let w7 = v128.load(WORDS, 112);
  let w8 = v128.load(WORDS, 128);
  let w9 = v128.load(WORDS, 144);
  let w10 = v128.load(WORDS, 160);
  let w11 = v128.load(WORDS, 176);
  let w12 = v128.load(WORDS, 192);
  let w13 = v128.load(WORDS, 208);
  let w14 = v128.load(WORDS, 224);
  let w15 = v128.load(WORDS, 240);
  do {
    w0 = word(w0, w1, w9, w14);
    v128.store(kw, i32x4.add(w0, v128.load32_splat(k)));
    w1 = word(w1, w2, w10, w15);
    v128.store(kw, i32x4.add(w1, v128.load32_splat(k, 4)), 16);
    w2 = word(w2, w3, w11, w0);
    v128.store(kw, i32x4.add(w2, v128.load32_splat(k, 8)), 32);
    w3 = word(w3, w4, w12, w1);
    v128.store(kw, i32x4.add(w3, v128.load32_splat(k, 12)), 48);
    w4 = word(w4, w5, w13, w2);
    v128.store(kw, i32x4.add(w4, v128.load32_splat(k, 16)), 64);
    w5 = word(w5, w6, w14, w3);
    v128.store(kw, i32x4.add(w5, v128.load32_splat(k, 20)), 80);
    w6 = word(w6, w7, w15, w4);
    v128.store(kw, i32x4.add(w6, v128.load32_splat(k, 24)), 96);
    w7 = word(w7, w8, w0, w5);
    v128.store(kw, i32x4.add(w7, v128.load32_splat(k, 28)), 112);
    w8 = word(w8, w9, w1, w6);
    v128.store(kw, i32x4.add(w8, v128.load32_splat(k, 32)), 128);
    w9 = word(w9, w10, w2, w7);
    v128.store(kw, i32x4.add(w9, v128.load32_splat(k, 36)), 144);
    w10 = word(w10, w11, w3, w8);
    v128.store(kw, i32x4.add(w10, v128.load32_splat(k, 40)), 160);
    w11 = word(w11, w12, w4, w9);
    v128.store(kw, i32x4.add(w11, v128.load32_splat(k, 44)), 176);
    w12 = word(w12, w13, w5, w10);
    v128.store(kw, i32x4.add(w12, v128.load32_splat(k, 48)), 192);
    w13 = word(w13, w14, w6, w11);
    v128.store(kw, i32x4.add(w13, v128.load32_splat(k, 52)), 208);
    w14 = word(w14, w15, w7, w12);
    v128.store(kw, i32x4.add(w14, v128.load32_splat(k, 56)), 224);
    w15 = word(w15, w0, w8, w13);
    v128.store(kw, i32x4.add(w15, v128.load32_splat(k, 60)), 240);
    kw += 256;
    k += 64;
  } while (k < K_END);
}

/** Keeps word `t` of a block: as the rounds want it, and where it is one of 16 to 31 as `extend` wants it. */
function put(kw: usize, t: i32, w: v128): v128 {
  v128.store(kw + ((<usize>t) << 4), i32x4.add(w, v128.load32_splat(K + ((<usize>t) << 2))));
  if (t >= 16) v128.store(WORDS + ((<usize>(t - 16)) << 4), w);
  return w;
}

/** Puts the words that are the same in all blocks of a kind where `expandBase` and `expandDigest` leave them alone. To be called once. */
export function expandPadding(): void {
  for (let t = 4; t < 16; t++) {
    put(BASE_ROUNDS, t, i32x4.splat(t === 4 ? load<u32>(END) : t === 15 ? load<u32>(BASE_BITS) : 0));
  }
  for (let t = 8; t < 16; t++) {
    put(DIGEST_ROUNDS, t, i32x4.splat(t === 8 ? load<u32>(END) : t === 15 ? load<u32>(DIGEST_BITS) : 0));
  }
}

/** The schedule of a block that ends a message of 64 + 16 bytes: words 0 to 3 at WORDS, the rest is padding and is folded. */
export function expandBase(): void {
  const w0 = put(BASE_ROUNDS, 0, v128.load(WORDS));
  const w1 = put(BASE_ROUNDS, 1, v128.load(WORDS, 16));
  const w2 = put(BASE_ROUNDS, 2, v128.load(WORDS, 32));
  const w3 = put(BASE_ROUNDS, 3, v128.load(WORDS, 48));
  const w16 = put(BASE_ROUNDS, 16, i32x4.add(w0, sigma0(w1)));
  const w17 = put(BASE_ROUNDS, 17, i32x4.add(i32x4.add(w1, sigma0(w2)), v128.load32_splat(BASE_BITS_S1)));
  const w18 = put(BASE_ROUNDS, 18, i32x4.add(i32x4.add(w2, sigma0(w3)), sigma1(w16)));
  const w19 = put(BASE_ROUNDS, 19, i32x4.add(i32x4.add(w3, v128.load32_splat(END_S0)), sigma1(w17)));
  const w20 = put(BASE_ROUNDS, 20, i32x4.add(v128.load32_splat(END), sigma1(w18)));
  const w21 = put(BASE_ROUNDS, 21, sigma1(w19));
  const w22 = put(BASE_ROUNDS, 22, i32x4.add(sigma1(w20), v128.load32_splat(BASE_BITS)));
  const w23 = put(BASE_ROUNDS, 23, i32x4.add(sigma1(w21), w16));
  const w24 = put(BASE_ROUNDS, 24, i32x4.add(sigma1(w22), w17));
  const w25 = put(BASE_ROUNDS, 25, i32x4.add(sigma1(w23), w18));
  const w26 = put(BASE_ROUNDS, 26, i32x4.add(sigma1(w24), w19));
  const w27 = put(BASE_ROUNDS, 27, i32x4.add(sigma1(w25), w20));
  const w28 = put(BASE_ROUNDS, 28, i32x4.add(sigma1(w26), w21));
  const w29 = put(BASE_ROUNDS, 29, i32x4.add(sigma1(w27), w22));
  put(BASE_ROUNDS, 30, i32x4.add(i32x4.add(sigma1(w28), w23), v128.load32_splat(BASE_BITS_S0)));
  put(BASE_ROUNDS, 31, i32x4.add(i32x4.add(i32x4.add(sigma1(w29), w24), sigma0(w16)), v128.load32_splat(BASE_BITS)));
  extend(BASE_ROUNDS + 512, K + 128);
}

/** The schedule of a block that ends a message of 64 + 32 bytes: words 0 to 7 at DIGEST, the rest is padding and is folded. */
export function expandDigest(): void {
  const w0 = put(DIGEST_ROUNDS, 0, v128.load(DIGEST));
  const w1 = put(DIGEST_ROUNDS, 1, v128.load(DIGEST, 16));
  const w2 = put(DIGEST_ROUNDS, 2, v128.load(DIGEST, 32));
  const w3 = put(DIGEST_ROUNDS, 3, v128.load(DIGEST, 48));
  const w4 = put(DIGEST_ROUNDS, 4, v128.load(DIGEST, 64));
  const w5 = put(DIGEST_ROUNDS, 5, v128.load(DIGEST, 80));
  const w6 = put(DIGEST_ROUNDS, 6, v128.load(DIGEST, 96));
  const w7 = put(DIGEST_ROUNDS, 7, v128.load(DIGEST, 112));
  const w16 = put(DIGEST_ROUNDS, 16, i32x4.add(w0, sigma0(w1)));
  const w17 = put(DIGEST_ROUNDS, 17, i32x4.add(i32x4.add(w1, sigma0(w2)), v128.load32_splat(DIGEST_BITS_S1)));
  const w18 = put(DIGEST_ROUNDS, 18, i32x4.add(i32x4.add(w2, sigma0(w3)), sigma1(w16)));
  const w19 = put(DIGEST_ROUNDS, 19, i32x4.add(i32x4.add(w3, sigma0(w4)), sigma1(w17)));
  const w20 = put(DIGEST_ROUNDS, 20, i32x4.add(i32x4.add(w4, sigma0(w5)), sigma1(w18)));
  const w21 = put(DIGEST_ROUNDS, 21, i32x4.add(i32x4.add(w5, sigma0(w6)), sigma1(w19)));
  const w22 = put(
    DIGEST_ROUNDS,
    22,
    i32x4.add(i32x4.add(i32x4.add(w6, sigma0(w7)), sigma1(w20)), v128.load32_splat(DIGEST_BITS)),
  );
  const w23 = put(DIGEST_ROUNDS, 23, i32x4.add(i32x4.add(i32x4.add(w7, v128.load32_splat(END_S0)), sigma1(w21)), w16));
  const w24 = put(DIGEST_ROUNDS, 24, i32x4.add(i32x4.add(v128.load32_splat(END), sigma1(w22)), w17));
  const w25 = put(DIGEST_ROUNDS, 25, i32x4.add(sigma1(w23), w18));
  const w26 = put(DIGEST_ROUNDS, 26, i32x4.add(sigma1(w24), w19));
  const w27 = put(DIGEST_ROUNDS, 27, i32x4.add(sigma1(w25), w20));
  const w28 = put(DIGEST_ROUNDS, 28, i32x4.add(sigma1(w26), w21));
  const w29 = put(DIGEST_ROUNDS, 29, i32x4.add(sigma1(w27), w22));
  put(DIGEST_ROUNDS, 30, i32x4.add(i32x4.add(sigma1(w28), w23), v128.load32_splat(DIGEST_BITS_S0)));
  put(
    DIGEST_ROUNDS,
    31,
    i32x4.add(i32x4.add(i32x4.add(sigma1(w29), w24), sigma0(w16)), v128.load32_splat(DIGEST_BITS)),
  );
  extend(DIGEST_ROUNDS + 512, K + 128);
}

/** The schedule of a block of any content: sixteen words at WORDS. */
export function expandName(): void {
  for (let t = 0; t < 16; t++) put(NAME_ROUNDS, t, v128.load(WORDS + ((<usize>t) << 4)));
  extend(NAME_ROUNDS + 256, K + 64);
}
