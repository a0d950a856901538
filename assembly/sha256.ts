/** SHA-256 of one message, block by block: the message schedule in vectors, the rounds in scalars. */
import { swapWords } from "./bytes";
import { K, K_END, ROUND_WORDS } from "./memory";

// Three independent rotations. A chain of them, as in the four-lane version, takes fewer instructions, but every round would wait
// for it: 1.02 times the time.
function bigSigma0(x: u32): u32 {
  return rotr(x, 2) ^ rotr(x, 13) ^ rotr(x, 22);
}

function bigSigma1(x: u32): u32 {
  return rotr(x, 6) ^ rotr(x, 11) ^ rotr(x, 25);
}

/** The first sum of a round, which is added to d and to h. */
function first(h: u32, word: u32, e: u32, f: u32, g: u32): u32 {
  return h + word + (((f ^ g) & e) ^ g) + bigSigma1(e);
}

/** The second sum of a round; `both` is (a ^ b) & (b ^ c), whose second half is from the last round: the majority is b ^ both. */
function second(a: u32, b: u32, both: u32): u32 {
  return bigSigma0(a) + (b ^ both);
}

/** sigma0 of four words. */
function sigma0(x: v128): v128 {
  const right = i32x4.shr_u(v128.xor(i32x4.shr_u(v128.xor(i32x4.shr_u(x, 11), x), 4), x), 3);
  return v128.xor(right, i32x4.shl(v128.xor(i32x4.shl(x, 11), x), 14));
}

/** sigma1 of two words, each of which fills a 64-bit lane twice, so that a 64-bit shift rotates; the other half of each sum is zero. */
function sigma1(x: v128): v128 {
  const sums = v128.xor(i64x2.shr_u(v128.xor(i64x2.shr_u(x, 2), x), 17), i32x4.shr_u(x, 10));
  return v128.and(sums, i64x2.splat(0xffffffff));
}

/** The next four words after the sixteen in w0 to w12, without their sigma1 terms. */
function nextKnown(w0: v128, w4: v128, w8: v128, w12: v128): v128 {
  const w1 = i32x4.shuffle(w0, w4, 1, 2, 3, 4);
  const w9 = i32x4.shuffle(w8, w12, 1, 2, 3, 4);
  return i32x4.add(i32x4.add(w0, w9), sigma0(w1));
}

/** Completes the first two of the four, with sigma1 of the last two words of w12. */
function nextFirst(known: v128, w12: v128): v128 {
  const sums = sigma1(i32x4.shuffle(w12, w12, 2, 2, 3, 3));
  return i32x4.add(known, i32x4.shuffle(sums, sums, 0, 2, 1, 3));
}

/** Completes the last two, with sigma1 of the first two. */
function nextLast(half: v128): v128 {
  const sums = sigma1(i32x4.shuffle(half, half, 0, 0, 1, 1));
  return i32x4.add(half, i32x4.shuffle(sums, sums, 1, 3, 0, 2));
}

/** Compresses the 64-byte block at `block` into the state of 8 words at `from`; the result is written to `to`. */
export function compress(from: usize, block: usize, to: usize): void {
  let w0 = swapWords(v128.load(block));
  let w4 = swapWords(v128.load(block, 16));
  let w8 = swapWords(v128.load(block, 32));
  let w12 = swapWords(v128.load(block, 48));
  v128.store(ROUND_WORDS, i32x4.add(w0, v128.load(K)));
  v128.store(ROUND_WORDS, i32x4.add(w4, v128.load(K, 16)), 16);
  v128.store(ROUND_WORDS, i32x4.add(w8, v128.load(K, 32)), 32);
  v128.store(ROUND_WORDS, i32x4.add(w12, v128.load(K, 48)), 48);
  let a = load<u32>(from);
  let b = load<u32>(from, 4);
  let c = load<u32>(from, 8);
  let d = load<u32>(from, 12);
  let e = load<u32>(from, 16);
  let f = load<u32>(from, 20);
  let g = load<u32>(from, 24);
  let h = load<u32>(from, 28);
  let y = b ^ c;
  let x: u32;
  let t: u32;
  // The last sixteen rounds are separate, because a condition around each part of the schedule took 1.13 times the time.
  for (let k = K + 64; k < K_END; k += 64) {
    t = first(h, load<u32>(ROUND_WORDS), e, f, g);
    d += t;
    x = a ^ b;
    h = t + second(a, b, x & y);
    t = first(g, load<u32>(ROUND_WORDS, 4), d, e, f);
    c += t;
    y = h ^ a;
    g = t + second(h, a, y & x);
    t = first(f, load<u32>(ROUND_WORDS, 8), c, d, e);
    b += t;
    x = g ^ h;
    f = t + second(g, h, x & y);
    t = first(e, load<u32>(ROUND_WORDS, 12), b, c, d);
    a += t;
    y = f ^ g;
    e = t + second(f, g, y & x);
    w0 = nextLast(nextFirst(nextKnown(w0, w4, w8, w12), w12));
    v128.store(ROUND_WORDS, i32x4.add(w0, v128.load(k)));
    t = first(d, load<u32>(ROUND_WORDS, 16), a, b, c);
    h += t;
    x = e ^ f;
    d = t + second(e, f, x & y);
    t = first(c, load<u32>(ROUND_WORDS, 20), h, a, b);
    g += t;
    y = d ^ e;
    c = t + second(d, e, y & x);
    t = first(b, load<u32>(ROUND_WORDS, 24), g, h, a);
    f += t;
    x = c ^ d;
    b = t + second(c, d, x & y);
    t = first(a, load<u32>(ROUND_WORDS, 28), f, g, h);
    e += t;
    y = b ^ c;
    a = t + second(b, c, y & x);
    w4 = nextLast(nextFirst(nextKnown(w4, w8, w12, w0), w0));
    v128.store(ROUND_WORDS, i32x4.add(w4, v128.load(k, 16)), 16);
    t = first(h, load<u32>(ROUND_WORDS, 32), e, f, g);
    d += t;
    x = a ^ b;
    h = t + second(a, b, x & y);
    t = first(g, load<u32>(ROUND_WORDS, 36), d, e, f);
    c += t;
    y = h ^ a;
    g = t + second(h, a, y & x);
    t = first(f, load<u32>(ROUND_WORDS, 40), c, d, e);
    b += t;
    x = g ^ h;
    f = t + second(g, h, x & y);
    t = first(e, load<u32>(ROUND_WORDS, 44), b, c, d);
    a += t;
    y = f ^ g;
    e = t + second(f, g, y & x);
    w8 = nextLast(nextFirst(nextKnown(w8, w12, w0, w4), w4));
    v128.store(ROUND_WORDS, i32x4.add(w8, v128.load(k, 32)), 32);
    t = first(d, load<u32>(ROUND_WORDS, 48), a, b, c);
    h += t;
    x = e ^ f;
    d = t + second(e, f, x & y);
    t = first(c, load<u32>(ROUND_WORDS, 52), h, a, b);
    g += t;
    y = d ^ e;
    c = t + second(d, e, y & x);
    t = first(b, load<u32>(ROUND_WORDS, 56), g, h, a);
    f += t;
    x = c ^ d;
    b = t + second(c, d, x & y);
    t = first(a, load<u32>(ROUND_WORDS, 60), f, g, h);
    e += t;
    y = b ^ c;
    a = t + second(b, c, y & x);
    w12 = nextLast(nextFirst(nextKnown(w12, w0, w4, w8), w8));
    v128.store(ROUND_WORDS, i32x4.add(w12, v128.load(k, 48)), 48);
  }
  t = first(h, load<u32>(ROUND_WORDS), e, f, g);
  d += t;
  x = a ^ b;
  h = t + second(a, b, x & y);
  t = first(g, load<u32>(ROUND_WORDS, 4), d, e, f);
  c += t;
  y = h ^ a;
  g = t + second(h, a, y & x);
  t = first(f, load<u32>(ROUND_WORDS, 8), c, d, e);
  b += t;
  x = g ^ h;
  f = t + second(g, h, x & y);
  t = first(e, load<u32>(ROUND_WORDS, 12), b, c, d);
  a += t;
  y = f ^ g;
  e = t + second(f, g, y & x);
  t = first(d, load<u32>(ROUND_WORDS, 16), a, b, c);
  h += t;
  x = e ^ f;
  d = t + second(e, f, x & y);
  t = first(c, load<u32>(ROUND_WORDS, 20), h, a, b);
  g += t;
  y = d ^ e;
  c = t + second(d, e, y & x);
  t = first(b, load<u32>(ROUND_WORDS, 24), g, h, a);
  f += t;
  x = c ^ d;
  b = t + second(c, d, x & y);
  t = first(a, load<u32>(ROUND_WORDS, 28), f, g, h);
  e += t;
  y = b ^ c;
  a = t + second(b, c, y & x);
  t = first(h, load<u32>(ROUND_WORDS, 32), e, f, g);
  d += t;
  x = a ^ b;
  h = t + second(a, b, x & y);
  t = first(g, load<u32>(ROUND_WORDS, 36), d, e, f);
  c += t;
  y = h ^ a;
  g = t + second(h, a, y & x);
  t = first(f, load<u32>(ROUND_WORDS, 40), c, d, e);
  b += t;
  x = g ^ h;
  f = t + second(g, h, x & y);
  t = first(e, load<u32>(ROUND_WORDS, 44), b, c, d);
  a += t;
  y = f ^ g;
  e = t + second(f, g, y & x);
  t = first(d, load<u32>(ROUND_WORDS, 48), a, b, c);
  h += t;
  x = e ^ f;
  d = t + second(e, f, x & y);
  t = first(c, load<u32>(ROUND_WORDS, 52), h, a, b);
  g += t;
  y = d ^ e;
  c = t + second(d, e, y & x);
  t = first(b, load<u32>(ROUND_WORDS, 56), g, h, a);
  f += t;
  x = c ^ d;
  b = t + second(c, d, x & y);
  t = first(a, load<u32>(ROUND_WORDS, 60), f, g, h);
  e += t;
  y = b ^ c;
  a = t + second(b, c, y & x);
  store<u32>(to, load<u32>(from) + a);
  store<u32>(to, load<u32>(from, 4) + b, 4);
  store<u32>(to, load<u32>(from, 8) + c, 8);
  store<u32>(to, load<u32>(from, 12) + d, 12);
  store<u32>(to, load<u32>(from, 16) + e, 16);
  store<u32>(to, load<u32>(from, 20) + f, 20);
  store<u32>(to, load<u32>(from, 24) + g, 24);
  store<u32>(to, load<u32>(from, 28) + h, 28);
}
