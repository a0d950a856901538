/** Converts 64 digits to 32 bytes, and back. */

/** The values of sixteen hex digits of either case; for other characters, a byte above 15. */
function values(digits: v128): v128 {
  // '0' to '9' become 0xf6 to 0xff; the saturating subtraction moves all others below 0xf0, so only digits end up as 0 to 9.
  const high = i8x16.sub_sat_u(i8x16.add(digits, i8x16.splat(-0x3a)), i8x16.splat(6));
  const decimal = i8x16.sub(high, i8x16.splat(-0x10));
  // Without the case bit, 'A' to 'F' become 0 to 5, and all others 6 to 255; adding 10 saturates, so nothing wraps around to a value.
  const letter = i8x16.sub(v128.and(digits, i8x16.splat(~0x20)), i8x16.splat(0x41));
  return i8x16.min_u(decimal, i8x16.add_sat_u(letter, i8x16.splat(10)));
}

/** Combines sixteen values to eight bytes, one in each 16-bit lane: the first value of a pair is the upper half. */
function pairs(value: v128): v128 {
  return i16x8.shr_u(v128.or(i16x8.shl(value, 12), value), 8);
}

/** Decodes the 64 digits at `digits` to 32 bytes at `id`. Returns false if they are not all hex digits; the bytes are then undefined. */
export function decode(digits: usize, id: usize): bool {
  const a = values(v128.load(digits));
  const b = values(v128.load(digits, 16));
  const c = values(v128.load(digits, 32));
  const d = values(v128.load(digits, 48));
  v128.store(id, i8x16.narrow_i16x8_u(pairs(a), pairs(b)));
  v128.store(id, i8x16.narrow_i16x8_u(pairs(c), pairs(d)), 16);
  return !v128.any_true(v128.and(v128.or(v128.or(a, b), v128.or(c, d)), i8x16.splat(-0x10)));
}

/** Encodes sixteen values as lower-case digits. */
function digitsOf(value: v128): v128 {
  const letters = v128.and(i8x16.gt_s(value, i8x16.splat(9)), i8x16.splat(0x61 - 0x3a));
  return i8x16.add(i8x16.add(value, i8x16.splat(0x30)), letters);
}

/** Encodes 16 bytes as 32 lower-case digits. */
function encodeHalf(bytes: v128, digits: usize): void {
  const mask = i8x16.splat(15);
  const high = digitsOf(v128.and(i16x8.shr_u(bytes, 4), mask));
  const low = digitsOf(v128.and(bytes, mask));
  v128.store(digits, i8x16.shuffle(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
  v128.store(digits, i8x16.shuffle(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
}

/** Encodes the 32 bytes at `id` as 64 lower-case digits at `digits`. */
export function encode(id: usize, digits: usize): void {
  const base = v128.load(id);
  const tag = v128.load(id, 16);
  encodeHalf(base, digits);
  encodeHalf(tag, digits + 32);
}
