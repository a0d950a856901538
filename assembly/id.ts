/** One ID at a time. An ID is 32 bytes: 16 of base, 16 of tag. */
import { decode, encode } from "./hex";
import { baseOf, tagOf } from "./hmac";
import { FOREIGN, MALFORMED, VALID } from "./verdicts";

/** Derives the ID of the `length` bytes of a name; a `code` other than 0 replaces byte 15. Its digits go to `digits`, unless that is 0. */
export function deriveNamed(context: usize, name: usize, length: u32, code: u32, id: usize, digits: usize): void {
  deriveRest(context, context, 0, name, length, code, id, digits);
}

/** The same for the `length` last bytes of a name, of which the state at `state` has absorbed the first `absorbed` blocks (see `absorb`). */
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

/** Puts the tag behind the 16 bytes of base at `id`. The digits of the whole go to `digits`, unless that is 0. */
export function seal(context: usize, id: usize, digits: usize): void {
  v128.store(id, tagOf(context, id), 16);
  if (digits) encode(id, digits);
}

/** 1 where the tag of the ID is the one of its base, else 0. */
export function check(context: usize, id: usize): u32 {
  // One comparison of all sixteen bytes: its time says nothing of how many agree.
  return v128.any_true(v128.xor(tagOf(context, id), v128.load(id, 16))) ? 0 : 1;
}

/** Decodes 64 digits to `id` and checks that: VALID, MALFORMED or FOREIGN. After MALFORMED the bytes at `id` are rubbish. */
export function checkDigits(context: usize, digits: usize, id: usize): u32 {
  if (!decode(digits, id)) return MALFORMED;
  return check(context, id) ? VALID : FOREIGN;
}
