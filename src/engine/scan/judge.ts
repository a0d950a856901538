import { ID_DIGITS } from "../../format/codec.js";
import { HYPHEN } from "./bytes.js";
import { CsvRow } from "./csv-row.js";
import { parseField } from "./field.js";
import { decodeJsonString, JsonTextReader } from "./json-text.js";
import { type RecordFormat, RecordKind, type ScannedRecords } from "./types.js";

/** Finds the ID in a complete record, and writes its kind, its value and its row. */
export interface RecordJudge {
  /** CSV: the column of the ID, and the byte between fields. */
  column: number;
  delimiter: number;
  judge(records: ScannedRecords, index: number, bytes: Uint8Array): void;
}

export function judgeOf(format: RecordFormat): RecordJudge {
  switch (format.format) {
    case "text":
      return {
        column: 0,
        delimiter: 0,
        judge: (records, i, bytes) => setText(records, i, bytes, records.starts[i], records.ends[i]),
      };
    case "csv":
      return new CsvJudge(format.delimiter, format.column);
    default:
      return new JsonJudge(format.field);
  }
}

class CsvJudge implements RecordJudge {
  column: number;
  delimiter: number;
  readonly #row: CsvRow;

  constructor(delimiter: number, column: number) {
    this.#row = new CsvRow(delimiter);
    this.column = column;
    this.delimiter = delimiter;
  }

  judge(records: ScannedRecords, index: number, bytes: Uint8Array): void {
    const row = this.#row;
    row.delimiter = this.delimiter;
    const isThere = row.find(bytes, records.starts[index], records.ends[index], this.column);
    if (isThere) setText(records, index, bytes, row.fieldStart, row.fieldEnd);
    else setKind(records, index, RecordKind.missing);
  }
}

/** Also decides the records that the WASM scanner leaves undecided: escapes in a name or in the value, and deep nesting. */
export class JsonJudge implements RecordJudge {
  readonly column = 0;
  readonly delimiter = 0;
  readonly #reader: JsonTextReader;

  constructor(field: string | undefined) {
    this.#reader = new JsonTextReader(parseField(field));
  }

  judge(records: ScannedRecords, index: number, bytes: Uint8Array): void {
    const reader = this.#reader;
    reader.read(bytes, records.starts[index], records.ends[index]);
    const { kind, valueStart, valueEnd } = reader;
    if (kind !== RecordKind.candidate) setKind(records, index, kind);
    else if (!reader.hasEscapes) {
      setText(records, index, bytes, valueStart, valueEnd);
      return;
    } else {
      const text = decodeJsonString(bytes, valueStart, valueEnd);
      if (!setDecoded(records, index, text)) setKind(records, index, RecordKind.otherText);
    }
    records.valueStarts[index] = valueStart;
    records.valueEnds[index] = valueEnd;
  }
}

function setKind({ kinds, rows }: ScannedRecords, index: number, kind: RecordKind): void {
  kinds[index] = kind;
  rows[index * ID_DIGITS] = HYPHEN;
}

function setText(records: ScannedRecords, index: number, bytes: Uint8Array, start: number, end: number): void {
  records.valueStarts[index] = start;
  records.valueEnds[index] = end;
  if (end - start !== ID_DIGITS) {
    setKind(records, index, RecordKind.otherText);
    return;
  }
  records.kinds[index] = RecordKind.candidate;
  const row = index * ID_DIGITS;
  for (let i = 0; i < ID_DIGITS; i++) records.rows[row + i] = bytes[start + i];
}

const encoder = /* @__PURE__ */ new TextEncoder();

/** Makes a decoded text a candidate; returns false if it doesn't have 64 bytes. */
function setDecoded({ kinds, rows }: ScannedRecords, index: number, text: string): boolean {
  const bytes = encoder.encode(text);
  if (bytes.length !== ID_DIGITS) return false;
  rows.set(bytes, index * ID_DIGITS);
  kinds[index] = RecordKind.candidate;
  return true;
}
