/**
 * Names and unique keys are JavaScript strings, hashed as generalized UTF-8 (WTF-8), as in workerd: it is UTF-8, except
 * that a lone surrogate is encoded as its own three bytes, while `TextEncoder` would replace it with U+FFFD.
 */

const encoder = /* @__PURE__ */ new TextEncoder();
/** A BOM is a normal character of a name, so the decoder must keep it. */
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** With the `u` flag, a pair is one code point, so this matches lone surrogates only. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a string has no lone surrogates, so that its WTF-8 is UTF-8. */
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
 * Writes the same to the start of `out`, which must have room for three bytes per UTF-16 unit.
 * @returns the number of bytes
 */
export function encodeWtf8Into(text: string, out: Uint8Array): number {
  const { written } = encoder.encodeInto(text, out);
  // If there are as many bytes as units, the text is ASCII.
  if (written !== text.length && LONE_SURROGATE.test(text)) writeSurrogates(text, out);
  return written;
}

/** Overwrites each U+FFFD that TextEncoder has written for a lone surrogate: both take three bytes. */
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

/** Decodes WTF-8; `undefined` if the bytes are not valid WTF-8. */
export function decodeWtf8(bytes: Uint8Array): string | undefined {
  // Lone surrogates, and the characters before them (U+D000 to U+D7FF), start with ED. They are decoded here, and
  // everything else by the decoder.
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
  // Each string has exactly one encoding, so this detects all malformed input: bad bytes, overlong forms, a split pair.
  const again = encodeWtf8(text);
  return again.length === bytes.length && again.every((byte, i) => byte === bytes[i]) ? text : undefined;
}

/**
 * A name as `id.name` returns it: decoded as UTF-8, so that each of the three bytes of a lone surrogate becomes U+FFFD.
 * A BOM is kept (observed in workerd).
 */
export function toWellFormed(name: string): string {
  return LONE_SURROGATE.test(name) ? decoder.decode(encodeWtf8(name)) : name;
}
