import { COLON } from "../../engine/scan/bytes.js";
import { RecordKind } from "../../engine/scan/types.js";
import { ID_DIGITS } from "../../format/codec.js";
import type { Batch } from "./batch.js";

/**
 * Extracts the IDs from records of the form `Class:ID`: a class name, a colon and 64 bytes, which become the candidate.
 * Other records are unchanged, including those with only an ID.
 * @param from the first record of the batch to examine
 */
export function takeScopedIds(batch: Batch, from: number): void {
  const { bytes, kinds, rows, valueStarts, valueEnds } = batch;
  for (let i = from; i < batch.count; i++) {
    if (kinds[i] !== RecordKind.otherText) continue;
    const colon = valueEnds[i] - ID_DIGITS - 1;
    if (!isClassName(bytes, valueStarts[i], colon) || bytes[colon] !== COLON) continue;
    rows.set(bytes.subarray(colon + 1, valueEnds[i]), i * ID_DIGITS);
    kinds[i] = RecordKind.candidate;
  }
}

/** The class name before a record's ID, after {@link takeScopedIds}; `undefined` if the record has only an ID. */
export function scopeOf({ bytes, kinds, valueStarts, valueEnds }: Batch, index: number): Uint8Array | undefined {
  const colon = valueEnds[index] - ID_DIGITS - 1;
  const isScoped = kinds[index] === RecordKind.candidate && colon > valueStarts[index] && bytes[colon] === COLON;
  return isScoped ? bytes.subarray(valueStarts[index], colon) : undefined;
}

/** Whether bytes can be a class name in JavaScript: letters, digits, `_` and `$`; bytes beyond ASCII are accepted. */
function isClassName(bytes: Uint8Array, start: number, end: number): boolean {
  if (end <= start) return false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    const isDigit = byte >= 0x30 && byte <= 0x39;
    if (!isLetter && !(isDigit && i > start) && byte !== 0x5f && byte !== 0x24 && byte < 0x80) return false;
  }
  return true;
}
