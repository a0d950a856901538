/*
 * The layout of the memory. No other file contains offsets.
 *
 *   0x0000  (unused, so that a null pointer overwrites nothing)
 *   0x0040  TAGS            4 × v128   the tags of four IDs: word t of lane l at t·16 + l·4
 *   0x0080  DIGEST          8 × v128   the digests of four lanes, in the same layout
 *   0x0100  LANES           4 × u32    the index of the name in each lane
 *   0x0140  LAST_BLOCK     64 B        scalar core: the last block of a message of any length
 *   0x0180  BASE_BLOCK     64 B        scalar core: the block of a 16-byte base with its padding
 *   0x01c0  STATE           8 × u32    scalar core: the chaining value, and then the digest
 *   0x0200  BLOCKS        4 × 64 B     the message blocks of four lanes, before they are transposed
 *   0x0300  ROUND_WORDS    16 × u32    scalar core: W + K of 16 rounds
 *   0x0340  DIGEST_BLOCK   64 B        scalar core: the block of a 32-byte digest with its padding
 *   0x0400  BASE_WORDS     64 × v128   four lanes: the schedule of a block with a 16-byte base
 *   0x0800  DIGEST_WORDS   64 × v128   four lanes: the schedule of a block with a 32-byte digest
 *   0x0c00  NAME_WORDS     64 × v128   four lanes: the schedule of a block with any content
 *   0x1000  INITIAL_STATE   8 × u32    FIPS 180-4, 5.3.3                   } static data, by `memoryBase` in asconfig.json
 *   0x1020  K              64 × u32    FIPS 180-4, 4.2.2                   }
 *   0x1120  PADDING         8 × u32    the words of the schedule that result from padding }
 *   0x1140  HEAP_BASE                  for the caller, to the end of the memory
 */
export const TAGS: usize = 0x0040;
export const DIGEST: usize = 0x0080;
export const LANES: usize = 0x0100;
export const LAST_BLOCK: usize = 0x0140;
export const BASE_BLOCK: usize = 0x0180;
export const STATE: usize = 0x01c0;
export const BLOCKS: usize = 0x0200;
export const ROUND_WORDS: usize = 0x0300;
export const DIGEST_BLOCK: usize = 0x0340;
export const BASE_WORDS: usize = 0x0400;
export const DIGEST_WORDS: usize = 0x0800;
export const NAME_WORDS: usize = 0x0c00;

// biome-ignore format: eight words a row, as in the standard
export const INITIAL_STATE: usize = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,

  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,

  0x80000000, 0x11002000, 640, 0x00a00055, 0x01100000, 768, 0x00c00066, 0x01e00000,
], 16);

/** Round constants, right after the initial state. */
export const K: usize = 0x1020;
/** The end of the round constants. */
export const K_END: usize = K + 256;
/**
 * Padding is the same in every block of one kind, and so are the words of the message schedule that result from it: `END` is the bit
 * after the message, `BITS` the length of key block and message; s0 and s1 are the schedule's two functions of them. They are in memory
 * because loading and splatting a word is one instruction, while a constant vector takes three.
 */
export const END: usize = 0x1120;
export const END_S0: usize = 0x1124;
export const BASE_BITS: usize = 0x1128;
export const BASE_BITS_S0: usize = 0x112c;
export const BASE_BITS_S1: usize = 0x1130;
export const DIGEST_BITS: usize = 0x1134;
export const DIGEST_BITS_S0: usize = 0x1138;
export const DIGEST_BITS_S1: usize = 0x113c;
/** The first address that the caller may use. */
export const HEAP_BASE: usize = 0x1140;
