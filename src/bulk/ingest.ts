import { ID_DIGITS } from "../format/codec.js";

const encoder = /* @__PURE__ */ new TextEncoder();

/** Strings joined before they are encoded together: 256 to 1,024 are about equally fast (measured), one is 5 times slower. */
const JOINED = 256;

/** Replaces a value that can't be 64 hex digits: it contains no digit. */
const NO_ID = /* @__PURE__ */ "-".repeat(ID_DIGITS);

/**
 * Reads the strings `from` to `to`, each once, and joins them by 256: 64 UTF-16 units each, which can't be an ID if it
 * is not a string of 64. Apart from {@link writeRows}, since reading an array can run its owner's code (a getter, a proxy),
 * which may call the engine whose memory the rows are.
 */
export function joinIds(ids: readonly string[], from: number, to: number): string[] {
  const pieces: string[] = [];
  for (let start = from; start < to; start += JOINED) {
    const end = Math.min(start + JOINED, to);
    let joined = "";
    for (let i = start; i < end; i++) joined += idOrNone(ids[i]);
    pieces.push(joined);
  }
  return pieces;
}

/** Writes joined strings as rows of 64 ASCII bytes. One with a character beyond ASCII becomes a row that is malformed too. */
export function writeRows(pieces: readonly string[], rows: Uint8Array): void {
  let at = 0;
  for (const joined of pieces) {
    const target = rows.subarray(at, at + joined.length);
    // A character beyond ASCII takes two bytes or more, so then not all of them fit.
    if (encoder.encodeInto(joined, target).read !== joined.length) writeRowsSingly(joined, target);
    at += joined.length;
  }
}

function writeRowsSingly(joined: string, rows: Uint8Array): void {
  for (let at = 0; at < joined.length; at += ID_DIGITS) {
    const row = rows.subarray(at, at + ID_DIGITS);
    if (encoder.encodeInto(joined.slice(at, at + ID_DIGITS), row).read !== ID_DIGITS) encoder.encodeInto(NO_ID, row);
  }
}

function idOrNone(id: unknown): string {
  return typeof id === "string" && id.length === ID_DIGITS ? id : NO_ID;
}
