import { parse } from "csv-parse/sync";
import { RecordKind } from "../../src/engine/scan/types.js";

/** What a record is held to: its kind and its value. Shares no code with the scanners. */
export interface Expected {
  readonly kind: RecordKind;
  readonly value: string | undefined;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The lines of an input, without their endings. */
export function linesOf(input: Uint8Array): Buffer[] {
  const bytes = Buffer.from(input);
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf("\n", at);
    const end = feed === -1 ? bytes.length : feed;
    const line = bytes.subarray(at, end);
    lines.push(feed !== -1 && line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
    at = end + 1;
  }
  return lines;
}

function ofText(bytes: Uint8Array): Expected {
  return { kind: bytes.length === 64 ? RecordKind.candidate : RecordKind.otherText, value: decoder.decode(bytes) };
}

export function expectedOfText(input: Uint8Array): Expected[] {
  return linesOf(input).map(ofText);
}

/**
 * What csv-parse makes of an input: values only, since it does not tell how long a field is as it is written.
 * @throws Error for what it refuses
 */
export function csvValues(input: Uint8Array, delimiter: string, column: number): (string | undefined)[] {
  const rows = parse(Buffer.from(input), {
    delimiter,
    record_delimiter: ["\n", "\r\n"],
    relax_column_count: true,
    relax_quotes: true,
  }) as string[][];
  return rows.map((row) => row[column]);
}

export function expectedOfJson(bytes: Uint8Array, field: string | undefined): Expected {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch {
    return { kind: RecordKind.notJson, value: undefined };
  }
  return expectedOfValue(value, field);
}

/** What a parsed JSON text has at a field. The value of what is not a string is not compared: it is undefined here. */
export function expectedOfValue(text: unknown, field: string | undefined): Expected {
  const value = valueAt(text, field);
  if (value === undefined) return { kind: RecordKind.missing, value: undefined };
  if (typeof value !== "string") return { kind: RecordKind.notString, value: undefined };
  return { kind: Buffer.byteLength(value) === 64 ? RecordKind.candidate : RecordKind.otherText, value };
}

function valueAt(text: unknown, field: string | undefined): unknown {
  if (field === undefined) return text;
  if (isRecord(text) && !Array.isArray(text) && Object.hasOwn(text, field)) return text[field];
  const names = field.startsWith("/")
    ? field
        .slice(1)
        .split("/")
        .map((name) => name.replace(/~1/g, "/").replace(/~0/g, "~"))
    : field.split(".");
  let value = text;
  for (const name of names) {
    if (!isRecord(value) || !Object.hasOwn(value, name) || (Array.isArray(value) && name === "length"))
      return undefined;
    value = value[name];
  }
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
