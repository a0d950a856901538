import { decodeUtf8, HYPHEN, LF } from "../../engine/scan/bytes.js";
import { memberNames } from "../../engine/scan/member-names.js";
import { type RecordFormat, RecordKind } from "../../engine/scan/types.js";
import { valueText } from "../../engine/scan/value-text.js";
import type { VerdictArrays } from "../../engine/types.js";
import { ID_DIGITS } from "../../format/codec.js";
import { NO_REASON, REASONS } from "../../format/reason.js";
import { Verdict } from "../../format/verdict.js";
import type { Repair } from "../repair.js";
import { reasonOfRecord } from "./record-reason.js";

/** The maximum number of records of a batch: a thread takes some 0.3 ms for them. */
export const BATCH_CAPACITY = 2048;
/** How many bytes of a record that is too long are shown. */
const SHOWN = 320;

/** A range of bytes: the text from `start` to `end`, then its line end, if any, up to `next`. */
export interface Span {
  /** The index of its first byte. */
  readonly start: number;
  /** The index after its text. */
  readonly end: number;
  /** The index after its line end. */
  readonly next: number;
}

/**
 * Consecutive records of one input, with their verdicts: `verdicts`, `namespaces` (0xffff for none) and codes of
 * `jurisdictions` (0 for none), like those of `validator.check`. The arrays are longer than `count`. A batch is valid only
 * until the next one is requested.
 */
export interface RecordBatch extends VerdictArrays {
  /** The text of the records; all positions are indexes into it. */
  readonly bytes: Uint8Array;
  /** How many bytes of the input's text come before `bytes`. */
  readonly offset: number;
  /** How many records there are. */
  readonly count: number;
  /** The byte that ends a record: LF (an optional CR may precede it), or CR. */
  readonly lineEnd: number;
  /** The kind of content where the ID should be: a `RecordKind` for each record. */
  readonly kinds: Uint8Array;
  /** The digits of each candidate, in rows of 64 bytes; the row of a record without a candidate begins with `-`. */
  readonly rows: Uint8Array;
  /** The start of each record. */
  readonly starts: Uint32Array;
  /** The end of each record, without its line end. */
  readonly ends: Uint32Array;
  /** The end of each record, with its line end. */
  readonly nexts: Uint32Array;
  /**
   * A further piece of a record that is too long to keep, and that earlier batches began. Its first piece was a malformed
   * record.
   */
  readonly rest: Span | undefined;
  /** Whether the last record (or `rest`, if there is no record) continues in the next batch. */
  readonly isOpen: boolean;
  /**
   * Returns the line, counted from 1, on which a record starts.
   * @param index the index of the record
   */
  lineOf(index: number): number;
  /**
   * The reasons that {@link reasonOf} has computed so far: indexes into `REASONS`, and 0xff for the others. A sink that finds
   * a more precise reason replaces it for the sinks after it.
   */
  readonly reasons: Uint8Array;
  /**
   * Returns why a record is invalid: an index into `REASONS`, or 0xff for a valid record. A foreign ID is `unknown`.
   * @param index the index of the record
   */
  reasonOf(index: number): number;
  /** The repaired IDs of damaged records, by the index of the record, if repairs were requested. */
  readonly repairs: Map<number, Repair>;
  /**
   * Returns the text where the ID should be; `undefined` if the record has no such text. Decodes, so don't call it for every
   * record.
   * @param index the index of the record
   */
  idText(index: number): string | undefined;
}

/** The arrays of a batch that threads read and write. */
export interface SharedArrays extends VerdictArrays {
  readonly rows: Uint8Array;
}

/** The size of the shared arrays of a batch in bytes. */
export const SHARED_SIZE: number = BATCH_CAPACITY * (ID_DIGITS + 2 + 1 + 1);

/** Creates the shared arrays of a batch in its memory. */
export function sharedArrays(memory: ArrayBufferLike): SharedArrays {
  const rows = new Uint8Array(memory, 0, BATCH_CAPACITY * ID_DIGITS);
  const namespaces = new Uint16Array(memory, rows.byteLength, BATCH_CAPACITY);
  const verdicts = new Uint8Array(memory, namespaces.byteOffset + namespaces.byteLength, BATCH_CAPACITY);
  const jurisdictions = new Uint8Array(memory, verdicts.byteOffset + BATCH_CAPACITY, BATCH_CAPACITY);
  return { rows, verdicts, namespaces, jurisdictions };
}

/** A batch whose arrays are reused. */
export class Batch implements RecordBatch {
  bytes: Uint8Array = new Uint8Array();
  offset = 0;
  count = 0;
  lineEnd: number = LF;
  rest: Span | undefined;
  isOpen = false;
  /** The line at which the batch starts; {@link lines} are relative to it. */
  line = 1;
  /** The range of the window that the batch covers. */
  from = 0;
  to = 0;
  readonly rows: Uint8Array;
  readonly verdicts: Uint8Array;
  readonly namespaces: Uint16Array;
  readonly jurisdictions: Uint8Array;
  readonly kinds: Uint8Array = new Uint8Array(BATCH_CAPACITY);
  readonly starts: Uint32Array = new Uint32Array(BATCH_CAPACITY);
  readonly ends: Uint32Array = new Uint32Array(BATCH_CAPACITY);
  readonly reasons: Uint8Array = new Uint8Array(BATCH_CAPACITY);
  readonly repairs: Map<number, Repair> = new Map();
  readonly nexts: Uint32Array = new Uint32Array(BATCH_CAPACITY);
  readonly lines: Uint32Array = new Uint32Array(BATCH_CAPACITY);
  readonly valueStarts: Uint32Array = new Uint32Array(BATCH_CAPACITY);
  readonly valueEnds: Uint32Array = new Uint32Array(BATCH_CAPACITY);
  #format: RecordFormat = { format: "text" };

  /** @param memory the memory that threads share: {@link SHARED_SIZE} bytes */
  constructor(memory: ArrayBufferLike) {
    const { rows, verdicts, namespaces, jurisdictions } = sharedArrays(memory);
    this.rows = rows;
    this.verdicts = verdicts;
    this.namespaces = namespaces;
    this.jurisdictions = jurisdictions;
  }

  /** Makes this an empty batch for records that start at this position in the window. */
  start(format: RecordFormat, lineEnd: number, window: Uint8Array, offset: number, line: number, from: number): void {
    this.#format = format;
    this.lineEnd = lineEnd;
    this.bytes = window;
    this.offset = offset;
    this.line = line;
    this.from = from;
    this.to = from;
    this.count = 0;
    this.rest = undefined;
    this.isOpen = false;
    this.reasons.fill(NO_REASON);
    this.repairs.clear();
  }

  /** Makes this the first piece of a record that is too long to keep. */
  cut(start: number, end: number): void {
    this.count = 1;
    this.isOpen = true;
    this.starts[0] = start;
    this.ends[0] = end;
    this.nexts[0] = end;
    this.lines[0] = 0;
    this.dropId(0);
  }

  /** Removes the ID of a record that is too long: it is malformed, whatever its text is. */
  dropId(index: number): void {
    this.rows[index * ID_DIGITS] = HYPHEN;
    this.kinds[index] = RecordKind.tooLong;
  }

  /** The names of the members of a JSON record; `undefined` if it is not an object. */
  members(index: number): string[] | undefined {
    return memberNames(this.bytes, this.starts[index], this.ends[index]);
  }

  lineOf(index: number): number {
    return this.line + this.lines[index];
  }

  reasonOf(index: number): number {
    const verdict = this.verdicts[index];
    if (verdict === Verdict.valid || this.reasons[index] !== NO_REASON) return this.reasons[index];
    const reason = reasonOfRecord(this.#format, verdict, this.kinds[index], {
      bytes: this.bytes,
      recordStart: this.starts[index],
      start: this.valueStarts[index],
      end: this.valueEnds[index],
    });
    this.reasons[index] = REASONS.indexOf(reason);
    return this.reasons[index];
  }

  idText(index: number): string | undefined {
    const kind = this.kinds[index];
    if (kind === RecordKind.missing || kind === RecordKind.notJson) return undefined;
    const start = this.starts[index];
    if (kind === RecordKind.tooLong) return decodeUtf8(this.bytes, start, Math.min(this.ends[index], start + SHOWN));
    return valueText(this.#format, kind, this.bytes, start, this.valueStarts[index], this.valueEnds[index]);
  }
}
