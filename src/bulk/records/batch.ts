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

/** Records of a batch, at most: a thread takes some 0.3 ms for them. */
export const BATCH_CAPACITY = 2048;
/** Bytes of a record that is too long which are shown of it. */
const SHOWN = 320;

/** A stretch of bytes: the text from `start` to `end`, and its line end, if it has one, up to `next`. */
export interface Span {
  /** The index of its first byte. */
  readonly start: number;
  /** Where its text ends. */
  readonly end: number;
  /** Where its line end ends. */
  readonly next: number;
}

/**
 * Consecutive records of one input, as they are in its text, and their verdicts: `verdicts`, `namespaces` (0xffff for
 * none) and the codes of `jurisdictions` (0 for none), like those of `validator.check`. The arrays are longer than
 * `count`. A batch is good only until the next one is asked for.
 */
export interface RecordBatch extends VerdictArrays {
  /** Holds the text of the records; all positions are indexes into it. */
  readonly bytes: Uint8Array;
  /** Bytes of the input's text before `bytes`. */
  readonly offset: number;
  /** How many records there are. */
  readonly count: number;
  /** The byte that ends a record: LF, which may have a CR before it, or CR only. */
  readonly lineEnd: number;
  /** What was found where the ID should be: a `RecordKind` for each record. */
  readonly kinds: Uint8Array;
  /** The digits of each candidate, in rows of 64 bytes; the row of a record without one begins with `-`. */
  readonly rows: Uint8Array;
  /** Where each record starts. */
  readonly starts: Uint32Array;
  /** Where each record ends, without its line end. */
  readonly ends: Uint32Array;
  /** Where each record ends, with its line end. */
  readonly nexts: Uint32Array;
  /**
   * More of the record in which the batches before ended, because it is too long to be kept: a piece of it, or the last
   * one. Its first piece came as a malformed record.
   */
  readonly rest: Span | undefined;
  /** Whether the last record (or `rest`, if there is none) goes on in the next batch. */
  readonly isOpen: boolean;
  /**
   * The line, counted from 1, on which a record starts.
   * @param index the record
   */
  lineOf(index: number): number;
  /**
   * Why records are refused, as far as that was asked: indexes into `REASONS`, and 0xff where it wasn't. A sink that
   * knows better, because it has searched, replaces a reason for the sinks after it.
   */
  readonly reasons: Uint8Array;
  /**
   * Why a record is refused: its index in `REASONS`, or 0xff for a valid record. An ID that no namespace made is
   * `unknown`.
   * @param index the record
   */
  reasonOf(index: number): number;
  /** The IDs that damaged records were, by the index of the record, as far as that was asked. */
  readonly repairs: Map<number, Repair>;
  /**
   * The text where the ID should be; `undefined` if the record has no such place. Decodes, so not for every record.
   * @param index the record
   */
  idText(index: number): string | undefined;
}

/** The arrays of a batch that threads read and write. */
export interface SharedArrays extends VerdictArrays {
  readonly rows: Uint8Array;
}

/** Bytes that the shared arrays of a batch take. */
export const SHARED_SIZE: number = BATCH_CAPACITY * (ID_DIGITS + 2 + 1 + 1);

/** The shared arrays of a batch in its memory. */
export function sharedArrays(memory: ArrayBufferLike): SharedArrays {
  const rows = new Uint8Array(memory, 0, BATCH_CAPACITY * ID_DIGITS);
  const namespaces = new Uint16Array(memory, rows.byteLength, BATCH_CAPACITY);
  const verdicts = new Uint8Array(memory, namespaces.byteOffset + namespaces.byteLength, BATCH_CAPACITY);
  const jurisdictions = new Uint8Array(memory, verdicts.byteOffset + BATCH_CAPACITY, BATCH_CAPACITY);
  return { rows, verdicts, namespaces, jurisdictions };
}

/** A batch whose arrays are used again and again. */
export class Batch implements RecordBatch {
  bytes: Uint8Array = new Uint8Array();
  offset = 0;
  count = 0;
  lineEnd: number = LF;
  rest: Span | undefined;
  isOpen = false;
  /** The line at which the batch starts; {@link lines} count from it. */
  line = 1;
  /** The stretch of the window that the batch holds. */
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

  /** @param memory for what threads share: {@link SHARED_SIZE} bytes */
  constructor(memory: ArrayBufferLike) {
    const { rows, verdicts, namespaces, jurisdictions } = sharedArrays(memory);
    this.rows = rows;
    this.verdicts = verdicts;
    this.namespaces = namespaces;
    this.jurisdictions = jurisdictions;
  }

  /** Makes it an empty batch of records that start here in the window. */
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

  /** Makes it the first piece of a record that is too long to be kept. */
  cut(start: number, end: number): void {
    this.count = 1;
    this.isOpen = true;
    this.starts[0] = start;
    this.ends[0] = end;
    this.nexts[0] = end;
    this.lines[0] = 0;
    this.dropId(0);
  }

  /** Takes the ID away from a record that is too long: it is malformed, whatever its text is. */
  dropId(index: number): void {
    this.rows[index * ID_DIGITS] = HYPHEN;
    this.kinds[index] = RecordKind.tooLong;
  }

  /** The names of a JSON record's members; `undefined` if it is not an object. */
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
