import { ID_DIGITS } from "../../codec.js";
import { type RecordFormat, RecordKind } from "../../engine/scan/types.js";

/** A stretch of bytes: the text from `start` to `end`, and its line end, if it has one, up to `next`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** Consecutive records of one input, as they are in its text, and their verdicts. Good until the next batch is asked for. */
export interface RecordBatch {
  /** Holds the text of the records; all positions are indexes into it. */
  readonly bytes: Uint8Array;
  /** Bytes of the input's text before `bytes`. */
  readonly offset: number;
  /** How many records there are. The arrays are longer. */
  readonly count: number;
  /** A `Verdict` for each record. */
  readonly verdicts: Uint8Array;
  /** The index of the namespace that takes the ID, or whose parent would; 0xffff if there is none. */
  readonly namespaces: Uint16Array;
  /** The code of the ID's jurisdiction; 0 if it has none or is not valid. */
  readonly jurisdictions: Uint8Array;
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
  /** The line, counted from 1, on which a record starts. */
  lineOf(index: number): number;
  /** The text where the ID should be; `undefined` if the record has no such place. Decodes, so not for every record. */
  idText(index: number): string | undefined;
}

/** Records of a batch, at most: a thread takes about a millisecond for them. */
export const BATCH_CAPACITY = 4096;
/** Bytes of a long record that are shown of it. */
const SHOWN = 320;

/** A batch whose arrays are used again and again. */
export class Batch implements RecordBatch {
  bytes: Uint8Array = new Uint8Array();
  offset = 0;
  count = 0;
  /** The line on which `bytes` were first scanned: what {@link lines} are relative to. */
  line = 1;
  rest: Span | undefined;
  isOpen = false;
  /** The stretch of the window that the batch holds. */
  from = 0;
  to = 0;
  readonly rows: Uint8Array;
  readonly verdicts: Uint8Array;
  readonly namespaces: Uint16Array;
  readonly jurisdictions: Uint8Array;
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly nexts: Uint32Array;
  readonly lines: Uint32Array;
  readonly valueStarts: Uint32Array;
  readonly valueEnds: Uint32Array;
  #format: RecordFormat = { format: "text" };

  /** @param memory for what threads share: {@link SHARED_SIZE} bytes */
  constructor(memory: ArrayBufferLike) {
    const capacity = BATCH_CAPACITY;
    ({
      rows: this.rows,
      verdicts: this.verdicts,
      namespaces: this.namespaces,
      jurisdictions: this.jurisdictions,
    } = sharedArrays(memory));
    this.kinds = new Uint8Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.ends = new Uint32Array(capacity);
    this.nexts = new Uint32Array(capacity);
    this.lines = new Uint32Array(capacity);
    this.valueStarts = new Uint32Array(capacity);
    this.valueEnds = new Uint32Array(capacity);
  }

  /** Makes it an empty batch of records that start here in the window. */
  start(format: RecordFormat, window: Uint8Array, offset: number, line: number, from: number): void {
    this.#format = format;
    this.bytes = window;
    this.offset = offset;
    this.line = line;
    this.from = from;
    this.to = from;
    this.count = 0;
    this.rest = undefined;
    this.isOpen = false;
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

  /** Takes the ID away from a record: it is malformed, whatever its text is. */
  dropId(index: number): void {
    this.rows[index * ID_DIGITS] = 0x2d;
    this.kinds[index] = RecordKind.otherText;
    this.valueStarts[index] = this.starts[index];
    this.valueEnds[index] = Math.min(this.ends[index], this.starts[index] + SHOWN);
  }

  /** The names of a JSON record's members; `undefined` if it is not an object. */
  members(index: number): string[] | undefined {
    const value = parseJson(this.#text(this.starts[index], this.ends[index]));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : undefined;
  }

  lineOf(index: number): number {
    return this.line + this.lines[index];
  }

  idText(index: number): string | undefined {
    switch (this.kinds[index]) {
      case RecordKind.missing:
      case RecordKind.notJson:
        return undefined;
      case RecordKind.notString:
        return this.#fieldText(this.#text(this.starts[index], this.ends[index]));
      default:
        return this.#unescape(this.#text(this.valueStarts[index], this.valueEnds[index]));
    }
  }

  /** The JSON text of a field that is not a string. */
  #fieldText(record: string): string | undefined {
    const field = "field" in this.#format ? this.#format.field : undefined;
    return JSON.stringify(fieldOf(parseJson(record), field));
  }

  #unescape(text: string): string {
    const { format } = this.#format;
    if (format === "csv") return text.replaceAll('""', '"');
    if (format === "text" || !text.includes("\\")) return text;
    try {
      return String(JSON.parse(`"${text}"`));
    } catch {
      // Cut off within an escape: the record is too long to be kept.
      return text;
    }
  }

  #text(start: number, end: number): string {
    // A copy: TextDecoder refuses memory that is shared with other threads in browsers.
    return decoder.decode(this.bytes.slice(start, end));
  }
}

const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** The arrays of a batch that threads read and write. */
export interface SharedArrays {
  readonly rows: Uint8Array;
  readonly verdicts: Uint8Array;
  readonly namespaces: Uint16Array;
  readonly jurisdictions: Uint8Array;
}

/** Bytes that the shared arrays of a batch take. */
export const SHARED_SIZE = BATCH_CAPACITY * (ID_DIGITS + 2 + 1 + 1);

/** The shared arrays of a batch in its memory. */
export function sharedArrays(memory: ArrayBufferLike): SharedArrays {
  const rows = new Uint8Array(memory, 0, BATCH_CAPACITY * ID_DIGITS);
  const namespaces = new Uint16Array(memory, rows.byteLength, BATCH_CAPACITY);
  const verdicts = new Uint8Array(memory, namespaces.byteOffset + namespaces.byteLength, BATCH_CAPACITY);
  const jurisdictions = new Uint8Array(memory, verdicts.byteOffset + BATCH_CAPACITY, BATCH_CAPACITY);
  return { rows, verdicts, namespaces, jurisdictions };
}
