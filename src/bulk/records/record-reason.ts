import { decodeUtf8 } from "../../engine/scan/bytes.js";
import { type RecordFormat, RecordKind } from "../../engine/scan/types.js";
import { valueText } from "../../engine/scan/value-text.js";
import { ID_DIGITS } from "../../format/codec.js";
import { isHexDigit } from "../../format/hex.js";
import { explainText, type Reason } from "../../format/reason.js";
import { Verdict } from "../../format/verdict.js";

/** The position of a record's value in a window. */
export interface ValuePlace {
  readonly bytes: Uint8Array;
  /** The start of the record. */
  readonly recordStart: number;
  /** The start of the value, as in `ScannedRecords`. */
  readonly start: number;
  readonly end: number;
}

/** Why a record is invalid. The verdict must not be `valid`. */
export function reasonOfRecord(format: RecordFormat, verdict: number, kind: number, place: ValuePlace): Reason {
  if (verdict === Verdict.wrongJurisdiction) return "jurisdiction";
  if (verdict === Verdict.foreign) return "unknown";
  switch (kind) {
    case RecordKind.missing:
      return "missing";
    case RecordKind.notJson:
      return "bad-json";
    case RecordKind.tooLong:
      return "record-too-long";
    case RecordKind.notString:
      return place.bytes[place.start] === 0x6e ? "null-word" : "other-text";
    default:
      return reasonOfText(format, kind, place);
  }
}

/** Digits only are the most frequent case, and need no string. */
function reasonOfText(format: RecordFormat, kind: number, { bytes, recordStart, start, end }: ValuePlace): Reason {
  if (start === end) return "empty";
  if (areDigits(bytes, start, end)) return end - start < ID_DIGITS ? "truncated" : "too-long";
  const text = valueText(format, kind, bytes, recordStart, start, end);
  if (text.includes("\ufffd") && !isUtf8(bytes, start, end)) return "not-utf8";
  return explainText(text)?.reason ?? "other-text";
}

function areDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isHexDigit(bytes[at])) return false;
  return true;
}

const encoder = /* @__PURE__ */ new TextEncoder();

/** Whether bytes are valid UTF-8, by encoding their text again. A decoder that throws would take ten times as long. */
function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  const encoded = encoder.encode(decodeUtf8(bytes, start, end));
  // The bytes behind the text may be the rest of a character that it cuts off.
  return encoded.length === end - start && encoded.every((byte, i) => byte === bytes[start + i]);
}
