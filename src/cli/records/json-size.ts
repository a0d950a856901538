const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/** Values that the JSON text of a record may hold: `JSON.parse` takes some 60 bytes for each, so 13 MB for all. */
const MOST_VALUES = 200_000;

/**
 * Whether a JSON text holds so few values that parsing it takes little memory: 4 MB of `[` would take 200 MB. A text of
 * fewer bytes than that is modest without being looked at.
 */
export function isModest(bytes: Buffer, start: number, end: number): boolean {
  if (end - start <= MOST_VALUES) return true;
  let values = 0;
  let isString = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (isString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isString = false;
    } else if (byte === QUOTE) isString = true;
    else if ((byte === COMMA || byte === BRACKET || byte === BRACE) && ++values > MOST_VALUES) return false;
  }
  return true;
}
