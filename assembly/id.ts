/** Operations on one ID. An ID has 32 bytes: 16 of base, 16 of tag. */
import { decode, encode } from "./hex";
import { baseOf, tagOf } from "./hmac";
import { FOREIGN, MALFORMED, VALID } from "./verdicts";

/** Derives the ID of the `length` bytes of a name; a `code` other than 0 replaces byte 15. Its digits are written to `digits`, unless that is 0. */
export function deriveNamed(context: usize, name: usize, length: u32, code: u32, id: usize, digits: usize): void {
  deriveRest(context, context, 0, name, length, code, id, digits);
}

/** The same for the last `length` bytes of a name, if the state at `state` has absorbed its first `absorbed` blocks (see `absorb`). */
export function deriveRest(
  context: usize,
  state: usize,
  absorbed: u32,
  rest: usize,
  length: u32,
  code: u32,
  id: usize,
  digits: usize,
): void {
  v128.store(id, baseOf(context, state, absorbed, rest, length));
  if (code) store<u8>(id, <u8>code, 15);
  seal(context, id, digits);
}

/** Writes the tag after the 16 bytes of base at `id`. The digits of the ID are written to `digits`, unless that is 0. */
export function seal(context: usize, id: usize, digits: usize): void {
  v128.store(id, tagOf(context, id), 16);
  if (digits) encode(id, digits);
}

/** Returns 1 if the tag of the ID is right for its base, else 0. */
export function check(context: usize, id: usize): u32 {
  // One comparison of all sixteen bytes, so that its time doesn't reveal how many match.
  return v128.any_true(v128.xor(tagOf(context, id), v128.load(id, 16))) ? 0 : 1;
}

/** Decodes 64 digits to `id` and validates it: returns VALID, MALFORMED or FOREIGN. After MALFORMED, the bytes at `id` are undefined. */
export function checkDigits(context: usize, digits: usize, id: usize): u32 {
  if (!decode(digits, id)) return MALFORMED;
  return check(context, id) ? VALID : FOREIGN;
}
