/**
 * Names and unique keys are JavaScript strings, hashed as generalized UTF-8 (WTF-8): UTF-8, but a lone surrogate is
 * its own three bytes, where `TextEncoder` would put U+FFFD. That is what workerd hashes.
 */

const encoder = /* @__PURE__ */ new TextEncoder();
/** A BOM is a character of the name like any other, so it stays. */
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** Under the `u` flag a pair is one code point, so this finds lone surrogates only. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a string has no lone surrogate, so that its WTF-8 is UTF-8. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** The WTF-8 bytes of a string: at most three for each of its UTF-16 units. */
export function encodeWtf8(text: string): Uint8Array {
  const bytes = encoder.encode(text);
  if (bytes.length !== text.length && LONE_SURROGATE.test(text)) writeSurrogates(text, bytes);
  return bytes;
}

/**
 * Writes the same to the start of `out`, which must have room for three bytes a unit.
 * @returns how many bytes there are
 */
export function encodeWtf8Into(text: string, out: Uint8Array): number {
  const { written } = encoder.encodeInto(text, out);
  // As many bytes as units: it is ASCII.
  if (written !== text.length && LONE_SURROGATE.test(text)) writeSurrogates(text, out);
  return written;
}

/** Overwrites the U+FFFD that TextEncoder has put in the place of each lone surrogate: it takes three bytes too. */
function writeSurrogates(text: string, bytes: Uint8Array): void {
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) at += 1;
    else if (unit < 0x800) at += 2;
    else if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(i + 1))) {
      at += 4;
      i++;
    } else {
      // What is not a surrogate has these three bytes already.
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[at++] = 0x80 | (unit & 0x3f);
    }
  }
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

function isLowSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}

/** Cuts a string into pieces of at most `units` units (2 or more), none of which ends within a surrogate pair. */
export function* piecesOf(text: string, units: number): Iterable<string> {
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + units, text.length);
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to--;
    yield text.slice(from, to);
    from = to;
  }
}

/** The string whose WTF-8 these bytes are, or `undefined` if they are not valid WTF-8. */
export function decodeWtf8(bytes: Uint8Array): string | undefined {
  // Lone surrogates, and the characters before them (U+D000 to U+D7FF), start with ED: put them back by hand, and let the
  // decoder do the rest.
  let text = "";
  let from = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 0xed) continue;
    text += decoder.decode(bytes.subarray(from, i));
    text += String.fromCharCode(0xd000 | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f));
    from = i + 3;
    i += 2;
  }
  text += decoder.decode(bytes.subarray(from));
  // Every string has one encoding, so anything malformed shows here: bad bytes, overlong forms, a pair in two halves.
  const again = encodeWtf8(text);
  return again.length === bytes.length && again.every((byte, i) => byte === bytes[i]) ? text : undefined;
}

/**
 * A name as `id.name` gives it: read back through a UTF-8 decoder, so that a lone surrogate comes as U+FFFD three
 * times, once for each of its bytes; a BOM stays (seen in workerd).
 */
export function readBack(name: string): string {
  return LONE_SURROGATE.test(name) ? decoder.decode(encodeWtf8(name)) : name;
}
