import { CR, LF, QUOTE } from "../../engine/scan/bytes.js";

/**
 * The byte that ends the first row of a CSV file. The first line end outside quotes applies to all rows, as in csv-parse.
 * Text outside RFC 4180 doesn't matter here: a stray quote at worst hides a CR.
 * @returns `undefined` if more bytes are needed
 */
export function firstLineEnd(bytes: Uint8Array, from: number, to: number, isLast: boolean): number | undefined {
  let isQuoted = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (byte === LF) return LF;
    if (byte !== CR) continue;
    if (at + 1 < to) return bytes[at + 1] === LF ? LF : CR;
    return isLast ? CR : undefined;
  }
  return isLast ? LF : undefined;
}
