/*
 * What the kernel is measured against: the same work in C. Reads a letter a line from stdin, works for about 20 ms, answers with the best
 * time of one ID in nanoseconds.
 *
 *   v  validate 32-byte IDs, four lanes, both blocks in full: this is the C of "× C"
 *   f  the same with the padding's part of the schedule folded, as the WASM kernel has it
 *   s  validate one ID at a time, scalar
 *   n  derive an ID from a name of 18 bytes, scalar
 *   d  derive IDs from names of 18 bytes, four lanes
 *
 * gcc -O3 -mavx yardstick.c -o yardstick
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef uint32_t lanes __attribute__((vector_size(16)));

static const uint32_t K[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};
static const uint32_t INITIAL[8] = {
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

#define ROTR(x, n) (((x) >> (n)) | ((x) << (32 - (n))))
#define BIG0(x) (ROTR(x, 2) ^ ROTR(x, 13) ^ ROTR(x, 22))
#define BIG1(x) (ROTR(x, 6) ^ ROTR(x, 11) ^ ROTR(x, 25))
#define SMALL0(x) (ROTR(x, 7) ^ ROTR(x, 18) ^ ((x) >> 3))
#define SMALL1(x) (ROTR(x, 17) ^ ROTR(x, 19) ^ ((x) >> 10))

/* One round and, where `more`, the word that takes its word's place; for scalars and for lanes. */
#define ROUND(a, b, c, d, e, f, g, h, i, more)                                   \
  do {                                                                           \
    h += BIG1(e) + (((f ^ g) & e) ^ g) + K[t + i] + w[i];                        \
    d += h;                                                                      \
    h += BIG0(a) + (((a ^ b) & (b ^ c)) ^ b);                                    \
    if (more) w[i] += SMALL1(w[(i + 14) & 15]) + w[(i + 9) & 15] + SMALL0(w[(i + 1) & 15]); \
  } while (0)

#define EIGHT(i, more)                    \
  ROUND(a, b, c, d, e, f, g, h, i, more);     \
  ROUND(h, a, b, c, d, e, f, g, i + 1, more); \
  ROUND(g, h, a, b, c, d, e, f, i + 2, more); \
  ROUND(f, g, h, a, b, c, d, e, i + 3, more); \
  ROUND(e, f, g, h, a, b, c, d, i + 4, more); \
  ROUND(d, e, f, g, h, a, b, c, i + 5, more); \
  ROUND(c, d, e, f, g, h, a, b, i + 6, more); \
  ROUND(b, c, d, e, f, g, h, a, i + 7, more)

/* All sixty-four rounds from state s with message w, which is used up; `word` is the type of both. */
#define COMPRESS(word)                                                                        \
  word a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];          \
  int t = 0;                                                                                  \
  for (; t < 48; t += 16) {                                                                   \
    EIGHT(0, 1);                                                                              \
    EIGHT(8, 1);                                                                              \
  }                                                                                           \
  EIGHT(0, 0);                                                                                \
  EIGHT(8, 0);                                                                                \
  s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h

static inline uint32_t big(const uint8_t *p) {
  uint32_t x;
  memcpy(&x, p, 4);
  return __builtin_bswap32(x);
}
static inline void putBig(uint8_t *p, uint32_t x) {
  x = __builtin_bswap32(x);
  memcpy(p, &x, 4);
}

/* Scalar. */

static __attribute__((noinline)) void compress(uint32_t *s, const uint32_t *message) {
  uint32_t w[16];
  memcpy(w, message, 64);
  COMPRESS(uint32_t);
}

struct key { uint32_t inner[8], outer[8]; };

static void prepare(struct key *key, const uint8_t *bytes) {
  uint32_t w[16];
  for (int half = 0; half < 2; half++) {
    uint32_t *s = half ? key->outer : key->inner, pad = half ? 0x5c5c5c5c : 0x36363636;
    memcpy(s, INITIAL, 32);
    for (int i = 0; i < 16; i++) w[i] = (i < 8 ? big(bytes + 4 * i) : 0) ^ pad;
    compress(s, w);
  }
}

/* HMAC of a padded block; 8 words. */
static void hmac(const struct key *key, const uint32_t *block, uint32_t *out) {
  uint32_t s[8], w[16] = {0};
  memcpy(s, key->inner, 32);
  compress(s, block);
  memcpy(w, s, 32);
  w[8] = 0x80000000;
  w[15] = 96 * 8;
  memcpy(out, key->outer, 32);
  compress(out, w);
}

static void tagOf(const struct key *key, const uint8_t *base, uint32_t *out) {
  uint32_t w[16] = {0};
  for (int i = 0; i < 4; i++) w[i] = big(base + 4 * i);
  w[4] = 0x80000000;
  w[15] = 80 * 8;
  hmac(key, w, out);
}

static int check(const struct key *key, const uint8_t *id) {
  uint32_t out[8], differ = 0;
  tagOf(key, id, out);
  for (int i = 0; i < 4; i++) differ |= out[i] ^ big(id + 16 + 4 * i);
  return differ == 0;
}

static void derive(const struct key *key, const uint8_t *name, int length, uint8_t *id) {
  uint8_t block[64] = {0};
  uint32_t w[16], out[8];
  memcpy(block, name, length);
  block[length] = 0x80;
  for (int i = 0; i < 15; i++) w[i] = big(block + 4 * i);
  w[15] = (64 + length) * 8;
  hmac(key, w, out);
  for (int i = 0; i < 4; i++) putBig(id + 4 * i, out[i]);
  tagOf(key, id, out);
  for (int i = 0; i < 4; i++) putBig(id + 16 + 4 * i, out[i]);
}

/* Four lanes. */

static __attribute__((noinline)) void compressLanes(lanes *s, lanes *w) { COMPRESS(lanes); }

static inline lanes splat(uint32_t x) { return (lanes){x, x, x, x}; }

static inline void gather(const uint8_t *p, size_t stride, lanes *w, int words) {
  for (int i = 0; i < words; i++)
    w[i] = (lanes){big(p + 4 * i), big(p + stride + 4 * i), big(p + 2 * stride + 4 * i), big(p + 3 * stride + 4 * i)};
}

static inline void hmacLanes(const struct key *key, lanes *w, lanes *out) {
  lanes s[8];
  for (int i = 0; i < 8; i++) s[i] = splat(key->inner[i]);
  compressLanes(s, w);
  for (int i = 0; i < 8; i++) w[i] = s[i], out[i] = splat(key->outer[i]);
  for (int i = 8; i < 15; i++) w[i] = splat(0);
  w[8] = splat(0x80000000);
  w[15] = splat(96 * 8);
  compressLanes(out, w);
}

static inline void tagLanes(const struct key *key, lanes *w, lanes *out) {
  for (int i = 4; i < 15; i++) w[i] = splat(0);
  w[4] = splat(0x80000000);
  w[15] = splat(80 * 8);
  hmacLanes(key, w, out);
}

static inline int fourEqual(lanes *out, const uint8_t *ids) {
  lanes tag[4];
  gather(ids + 16, 32, tag, 4);
  lanes differ = (out[0] ^ tag[0]) | (out[1] ^ tag[1]) | (out[2] ^ tag[2]) | (out[3] ^ tag[3]);
  return !differ[0] + !differ[1] + !differ[2] + !differ[3];
}

static int checkFour(const struct key *key, const uint8_t *ids) {
  lanes w[16], out[8];
  gather(ids, 32, w, 4);
  tagLanes(key, w, out);
  return fourEqual(out, ids);
}

/* The same, folded: words 16 to 31 written out, without the terms that padding makes constant. */

#define PLAIN_ROUND(a, b, c, d, e, f, g, h, i)                \
  do {                                                        \
    h += BIG1(e) + (((f ^ g) & e) ^ g) + K[t + i] + w[t + i]; \
    d += h;                                                   \
    h += BIG0(a) + (((a ^ b) & (b ^ c)) ^ b);                 \
  } while (0)

static __attribute__((noinline)) void roundsLanes(lanes *s, const lanes *w) {
  lanes a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
  for (int t = 0; t < 64; t += 8) {
    PLAIN_ROUND(a, b, c, d, e, f, g, h, 0);
    PLAIN_ROUND(h, a, b, c, d, e, f, g, 1);
    PLAIN_ROUND(g, h, a, b, c, d, e, f, 2);
    PLAIN_ROUND(f, g, h, a, b, c, d, e, 3);
    PLAIN_ROUND(e, f, g, h, a, b, c, d, 4);
    PLAIN_ROUND(d, e, f, g, h, a, b, c, 5);
    PLAIN_ROUND(c, d, e, f, g, h, a, b, 6);
    PLAIN_ROUND(b, c, d, e, f, g, h, a, 7);
  }
  s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
}

/* `words` of message stand at w; the rest is padding for `bits`. */
static inline __attribute__((always_inline)) void expandFolded(lanes *w, const int words, const uint32_t bits) {
  w[words] = splat(0x80000000);
  for (int i = words + 1; i < 15; i++) w[i] = splat(0);
  w[15] = splat(bits);
#pragma GCC unroll 16
  for (int i = 16; i < 32; i++) {
    lanes x = splat(0);
    if (i - 16 <= words || i - 16 == 15) x += w[i - 16];
    if (i - 15 < words || i - 15 > 15) x += SMALL0(w[i - 15]);
    else if (i - 15 == words) x += splat(SMALL0(0x80000000u));
    else if (i - 15 == 15) x += splat(SMALL0(bits));
    if (i - 7 <= words || i - 7 >= 15) x += w[i - 7];
    if (i - 2 > 15) x += SMALL1(w[i - 2]);
    else if (i - 2 == 15) x += splat(SMALL1(bits));
    w[i] = x;
  }
  for (int i = 32; i < 64; i += 16)
#pragma GCC unroll 16
    for (int j = 0; j < 16; j++) w[i + j] = w[i + j - 16] + SMALL0(w[i + j - 15]) + w[i + j - 7] + SMALL1(w[i + j - 2]);
}

static int checkFourFolded(const struct key *key, const uint8_t *ids) {
  lanes w[64], s[8];
  gather(ids, 32, w, 4);
  expandFolded(w, 4, 80 * 8);
  for (int i = 0; i < 8; i++) s[i] = splat(key->inner[i]);
  roundsLanes(s, w);
  for (int i = 0; i < 8; i++) w[i] = s[i], s[i] = splat(key->outer[i]);
  expandFolded(w, 8, 96 * 8);
  roundsLanes(s, w);
  return fourEqual(s, ids);
}

static void deriveFour(const struct key *key, const uint8_t *names, int length, uint8_t *ids) {
  uint8_t blocks[256] = {0};
  lanes w[16], out[8];
  for (int l = 0; l < 4; l++) {
    memcpy(blocks + 64 * l, names + length * l, length);
    blocks[64 * l + length] = 0x80;
  }
  gather(blocks, 64, w, 15);
  w[15] = splat((64 + length) * 8);
  hmacLanes(key, w, out);
  for (int half = 0; half < 2; half++) {
    for (int l = 0; l < 4; l++)
      for (int i = 0; i < 4; i++) putBig(ids + 32 * l + 16 * half + 4 * i, out[i][l]);
    if (half) return;
    for (int i = 0; i < 4; i++) w[i] = out[i];
    tagLanes(key, w, out);
  }
}

#define COUNT 8192
#define NAME 18
static uint8_t ids[COUNT * 32], names[COUNT * NAME];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

/* The same work as in Node: all COUNT of them in a pass, the best pass counts. */
static int pass(int what, const struct key *key) {
  int valid = 0;
  switch (what) {
    case 'v': for (int i = 0; i < COUNT; i += 4) valid += checkFour(key, ids + 32 * i); break;
    case 'f': for (int i = 0; i < COUNT; i += 4) valid += checkFourFolded(key, ids + 32 * i); break;
    case 's': for (int i = 0; i < COUNT; i++) valid += check(key, ids + 32 * i); break;
    case 'n': for (int i = 0; i < COUNT; i++) derive(key, names + NAME * i, NAME, ids + 32 * i); break;
    case 'd': for (int i = 0; i < COUNT; i += 4) deriveFour(key, names + NAME * i, NAME, ids + 32 * i); break;
  }
  return valid;
}

int main(void) {
  struct key key;
  prepare(&key, (const uint8_t *)"a key of thirty-two bytes, raw..");
  for (size_t i = 0; i < sizeof names; i++) names[i] = (uint8_t)(i * 2654435761u >> 13);
  pass('n', &key);
  char line[16];
  while (fgets(line, sizeof line, stdin)) {
    double best = 1e18, start = now(), t = start;
    while (t - start < 20e6) {
      int valid = pass(line[0], &key);
      if (strchr("vfs", line[0]) && valid != COUNT) return 1;
      double u = now();
      if (u - t < best) best = u - t;
      t = u;
    }
    printf("%.3f\n", best / COUNT);
    fflush(stdout);
  }
  return 0;
}
