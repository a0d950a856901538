/**
 * Names and unique keys are JavaScript strings, hashed as generalized UTF-8 (WTF-8): UTF-8, but a lone surrogate is
 * its own three bytes, where `TextEncoder` would put U+FFFD. That is what workerd hashes.
 */

const encoder = /* @__PURE__ */ new TextEncoder();
/** A BOM is a character of the name like any other, so it stays. */
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** Under the `u` flag a pair is one code point, so this finds surrogates that stand alone. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** The WTF-8 bytes of a string: at most three for each of its UTF-16 units. */
export function encodeWtf8(text: string): Uint8Array {
  const bytes = encoder.encode(text);
  // As many bytes as units: it is ASCII.
  if (bytes.length === text.length || !LONE_SURROGATE.test(text)) return bytes;
  // TextEncoder put EF BF BD where a lone surrogate stands: three bytes too, so only they need to change.
  let at = 0;
  let from = 0;
  for (const match of text.matchAll(LONE_SURROGATES)) {
    at += encoder.encode(text.slice(from, match.index)).length;
    from = match.index + 1;
    const unit = text.charCodeAt(match.index);
    bytes[at++] = 0xe0 | (unit >> 12);
    bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
    bytes[at++] = 0x80 | (unit & 0x3f);
  }
  return bytes;
}

/**
 * Writes the same to the start of `out`, which must have room for three bytes a unit.
 * @returns how many bytes there are
 */
export function encodeWtf8Into(text: string, out: Uint8Array): number {
  const { written } = encoder.encodeInto(text, out);
  if (written !== text.length && LONE_SURROGATE.test(text)) out.set(encodeWtf8(text));
  return written;
}

/** The string whose WTF-8 these bytes are, or `undefined` where they are no string's. */
export function decodeWtf8(bytes: Uint8Array): string | undefined {
  // Only a lone surrogate starts with ED and a byte from A0 on: put it back by hand, and let the decoder do the rest.
  let text = "";
  let from = 0;
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] !== 0xed || bytes[i + 1] < 0xa0) continue;
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
