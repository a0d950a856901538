/** Reads one JSON text (RFC 8259): validates it, and finds the requested value. */
import { control, INDICES, NAMES, part } from "./memory";
import { CANDIDATE, MISSING, NOT_STRING, UNDECIDED } from "./record";

const LF: u8 = 10;
const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const BRACKET: u8 = 0x5b;
const BRACKET_END: u8 = 0x5d;
const BRACE: u8 = 0x7b;
const BRACE_END: u8 = 0x7d;

const TRUE: u32 = 0x65757274;
const ALSE: u32 = 0x65736c61;
const NULL: u32 = 0x6c6c756e;

/** The maximum number of open containers: one bit of a word for each. */
const DEEPEST: u32 = 64;

/** The kind of the field's value in the last text: CANDIDATE means a string of any length, UNDECIDED that this code can't decide. */
export let kind: u8 = 0;
export let valueStart: usize = 0;
export let valueEnd: usize = 0;
/** The position of the fault in the last text, if it is invalid: there are no line feeds outside of strings before it, except as whitespace. */
export let wrongAt: usize = 0;

/** Whether the last string has escapes. */
let hasEscapes: bool = false;

/** The next byte that is not whitespace. A line feed counts as whitespace only if `feedIsSpace`. The input ends with a NUL. */
export function skipSpace(at: usize, feedIsSpace: bool): usize {
  while (true) {
    const byte = load<u8>(at);
    if (byte > 0x20) return at;
    if (byte !== 0x20 && byte !== 9 && byte !== 13 && (byte !== LF || !feedIsSpace)) return at;
    at++;
  }
}

function isHexDigit(byte: u8): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 6;
}

/** The quote that closes the string whose content begins at `at`; 0 if the string is invalid, with the fault at `wrongAt`. */
function closeString(at: usize): usize {
  hasEscapes = false;
  while (true) {
    const bytes = v128.load(at);
    const quote = i8x16.eq(bytes, i8x16.splat(QUOTE));
    const backslash = i8x16.eq(bytes, i8x16.splat(BACKSLASH));
    const control = i8x16.le_u(bytes, i8x16.splat(0x1f));
    const found: u32 = i8x16.bitmask(v128.or(v128.or(quote, backslash), control));
    if (!found) {
      at += 16;
      continue;
    }
    at += ctz(found);
    const byte = load<u8>(at);
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) break;
    hasEscapes = true;
    at++;
    const letter = load<u8>(at);
    if (letter === 0x75) {
      for (let i = 0; i < 4; i++) {
        at++;
        if (!isHexDigit(load<u8>(at))) {
          wrongAt = at;
          return 0;
        }
      }
    } else if (
      letter !== QUOTE &&
      letter !== BACKSLASH &&
      letter !== 0x2f &&
      letter !== 0x62 &&
      letter !== 0x66 &&
      letter !== 0x6e &&
      letter !== 0x72 &&
      letter !== 0x74
    ) {
      break;
    }
    at++;
  }
  wrongAt = at;
  return 0;
}

function skipDigits(at: usize): usize {
  while (load<u8>(at) - 0x30 < 10) at++;
  return at;
}

/** The end of the number or literal that begins at `at`; 0 if it is invalid, with the fault at `wrongAt`. */
function closeScalar(at: usize): usize {
  wrongAt = at;
  const first = load<u8>(at);
  if (first === 0x74) return load<u32>(at) === TRUE ? at + 4 : 0;
  if (first === 0x66) return load<u32>(at, 1) === ALSE ? at + 5 : 0;
  if (first === 0x6e) return load<u32>(at) === NULL ? at + 4 : 0;
  if (first === 0x2d) at++;
  if (load<u8>(at) === 0x30) at++;
  else {
    const end = skipDigits(at);
    if (end === at) return 0;
    at = end;
  }
  if (load<u8>(at) === 0x2e) {
    const end = skipDigits(at + 1);
    if (end === at + 1) return 0;
    at = end;
  }
  if ((load<u8>(at) | 0x20) === 0x65) {
    const sign = load<u8>(at, 1);
    const digits = at + 1 + usize(sign === 0x2b || sign === 0x2d);
    at = skipDigits(digits);
    if (at === digits) return 0;
  }
  return at;
}

/** Whether `length` bytes are equal; reads up to 15 bytes after them. */
function isEqual(a: usize, b: usize, length: u32): bool {
  for (; length >= 16; length -= 16) {
    if (v128.any_true(v128.xor(v128.load(a), v128.load(b)))) return false;
    a += 16;
    b += 16;
  }
  const same: u32 = i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b)));
  return (~same & ((1 << length) - 1)) === 0;
}

/** Whether the string at `from` to `to`, which has no escapes, is the name of a part. */
function isName(number: u32, from: usize, to: usize): bool {
  const wanted = part(number);
  return to - from === wanted.length && isEqual(from, NAMES + wanted.start, wanted.length);
}

/** The position of the next value: not on the path, on the path to the field or at its end, or the member with the field's whole name. */
const OFF: u32 = 0;
const ON_PATH: u32 = 1;
const WHOLE: u32 = 2;

/**
 * Reads the text that begins at `at`, after optional whitespace. The input must end with a NUL.
 * @returns the end of the text, or 0 if it is invalid
 */
export function readText(at: usize, feedIsSpace: bool): usize {
  const parts = control.parts;
  const hasWholeName: bool = control.hasWholeName !== 0;
  // One bit for each open container, 1 for an object: the innermost is the lowest.
  let stack: u64 = 0;
  let depth: u32 = 0;
  // How many of the open containers, outermost first, are on the path to the field.
  let onPath: u32 = 0;
  let isDecided = true;
  let foundWhole = false;
  // The depth of the container that is the field's value, while it is open.
  let valueDepth: u32 = 0xffffffff;
  let next = ON_PATH;
  let readsName = false;
  kind = MISSING;
  while (true) {
    at = skipSpace(at, feedIsSpace);
    if (readsName) {
      if (load<u8>(at) !== QUOTE) {
        wrongAt = at;
        return 0;
      }
      const from = at + 1;
      const to = closeString(from);
      if (!to) return 0;
      next = OFF;
      const mayBeWhole = hasWholeName && depth === 1;
      if (onPath === depth || mayBeWhole) {
        if (hasEscapes) isDecided = false;
        else if (mayBeWhole && isName(parts, from, to)) {
          next = WHOLE;
          foundWhole = true;
        } else if (onPath === depth && !foundWhole && isName(depth - 1, from, to)) next = ON_PATH;
      }
      at = skipSpace(to + 1, feedIsSpace);
      if (load<u8>(at) !== COLON) {
        wrongAt = at;
        return 0;
      }
      at = skipSpace(at + 1, feedIsSpace);
      readsName = false;
    }
    const isWanted = next === WHOLE || (next === ON_PATH && onPath === parts);
    // A later member of the same name replaces the value of an earlier one.
    if (next) kind = MISSING;
    const byte = load<u8>(at);
    if (byte === QUOTE) {
      const to = closeString(at + 1);
      if (!to) return 0;
      if (isWanted) {
        kind = hasEscapes ? UNDECIDED : CANDIDATE;
        valueStart = at + 1;
        valueEnd = to;
      }
      at = to + 1;
    } else if (byte === BRACE || byte === BRACKET) {
      if (depth === DEEPEST) {
        // The end is not searched for here.
        kind = UNDECIDED;
        wrongAt = at;
        return 0;
      }
      if (isWanted) {
        kind = NOT_STRING;
        valueStart = at;
        valueDepth = depth;
      } else if (next === ON_PATH) onPath++;
      const isObject = byte === BRACE;
      stack = (stack << 1) | u64(isObject);
      depth++;
      at = skipSpace(at + 1, feedIsSpace);
      const first = load<u8>(at);
      if (isObject) {
        if (first !== BRACE_END) {
          readsName = true;
          continue;
        }
      } else {
        next = OFF;
        if (onPath === depth) {
          store<u32>(INDICES + ((depth - 1) << 2), 0);
          next = u32(!foundWhole && part(depth - 1).index === 0);
        }
        if (first !== BRACKET_END) continue;
      }
    } else {
      const to = closeScalar(at);
      if (!to) return 0;
      if (isWanted) {
        kind = NOT_STRING;
        valueStart = at;
        valueEnd = to;
      }
      at = to;
    }
    // After a value: closing brackets, up to a comma.
    while (true) {
      if (depth === 0) {
        if (!isDecided) kind = UNDECIDED;
        return at;
      }
      at = skipSpace(at, feedIsSpace);
      const byte = load<u8>(at);
      const isObject = (stack & 1) !== 0;
      if (byte === COMMA) {
        at++;
        if (isObject) readsName = true;
        else {
          next = OFF;
          if (onPath === depth) {
            const index = load<u32>(INDICES + ((depth - 1) << 2)) + 1;
            store<u32>(INDICES + ((depth - 1) << 2), index);
            next = u32(!foundWhole && part(depth - 1).index === index);
          }
        }
        break;
      }
      if (byte !== (isObject ? BRACE_END : BRACKET_END)) {
        wrongAt = at;
        return 0;
      }
      at++;
      depth--;
      stack >>= 1;
      if (onPath > depth) onPath = depth;
      if (valueDepth === depth) {
        valueEnd = at;
        valueDepth = 0xffffffff;
      }
    }
  }
}
