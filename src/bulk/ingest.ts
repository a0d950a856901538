import { ID_DIGITS } from "../codec.js";

const encoder = /* @__PURE__ */ new TextEncoder();

/** Strings joined before they are encoded together: 256 to 1,024 are about equally fast (measured), one is 5 times slower. */
const JOINED = 256;

/** Stands for an ID that can't be 64 hex digits: no digit in it. */
const NO_ID = /* @__PURE__ */ "-".repeat(ID_DIGITS);

/**
 * Writes the strings `from` to `to` as rows of 64 ASCII bytes. Whatever is not a string of 64 characters, all of them
 * ASCII, becomes a row that is malformed too.
 */
export function writeRows(ids: readonly string[], from: number, to: number, rows: Uint8Array): void {
  for (let start = from; start < to; start += JOINED) {
    const end = Math.min(start + JOINED, to);
    const target = rows.subarray((start - from) * ID_DIGITS, (end - from) * ID_DIGITS);
    let joined = "";
    for (let i = start; i < end; i++) joined += idOrNone(ids[i]);
    // A character beyond ASCII takes two bytes or more, so then not all of them fit.
    if (encoder.encodeInto(joined, target).read !== joined.length) writeRowsSingly(ids, start, end, target);
  }
}

function writeRowsSingly(ids: readonly string[], from: number, to: number, rows: Uint8Array): void {
  for (let i = from; i < to; i++) {
    const row = rows.subarray((i - from) * ID_DIGITS, (i - from + 1) * ID_DIGITS);
    if (encoder.encodeInto(idOrNone(ids[i]), row).read !== ID_DIGITS) encoder.encodeInto(NO_ID, row);
  }
}

function idOrNone(id: unknown): string {
  return typeof id === "string" && id.length === ID_DIGITS ? id : NO_ID;
}
