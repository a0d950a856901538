import { ID_DIGITS } from "../format/codec.js";

const encoder = /* @__PURE__ */ new TextEncoder();

/** How many strings are joined before they are encoded: 256 to 1,024 are about equally fast (measured), 1 is 5 times slower. */
const JOINED = 256;

/** Replaces a value that can't be 64 hex digits. Contains no digit, so it is malformed. */
const NO_ID = /* @__PURE__ */ "-".repeat(ID_DIGITS);

/**
 * Reads the strings `from` to `to`, each once, and joins them in groups of 256. Each takes 64 UTF-16 units; a value that
 * is not a string of 64 becomes text that is malformed. Separate from {@link writeRows}, because reading an array can run
 * code of its owner (a getter, a proxy), which may call the engine in whose memory the rows are.
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

/** Writes joined strings as rows of 64 ASCII bytes. A string with other characters becomes a malformed row. */
export function writeRows(pieces: readonly string[], rows: Uint8Array): void {
  let at = 0;
  for (const joined of pieces) {
    const target = rows.subarray(at, at + joined.length);
    // Other characters take two bytes or more, so the strings don't all fit.
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
