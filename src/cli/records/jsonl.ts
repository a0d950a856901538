import { ID_DIGITS } from "../../format/codec.js";
import { quote } from "../../text/printable.js";
import { InputError } from "../errors.js";
import type { RecordBatch } from "./batch.js";
import { type IdReader, LONGEST_ROW, type RecordFormat } from "./format.js";
import { isModest } from "./json-size.js";
import { LineFraming } from "./lines.js";

/** Which part of each JSON line is the ID. */
export interface JsonLinesOptions {
  /** What the file is called in errors. */
  readonly name: string;
  /** A member of the line's object. Without it, the line itself is the ID: a JSON string. */
  readonly field: string | undefined;
}

/** JSON Lines. A line is malformed if it is not JSON, or lacks the member, or if the member is not a string. */
export function jsonLinesFormat(options: JsonLinesOptions): RecordFormat {
  return { isLines: false, framing: new LineFraming(), ids: new JsonMember(options), longest: LONGEST_ROW };
}

class JsonMember implements IdReader {
  readonly hasHeader = false;
  readonly #options: JsonLinesOptions;
  /** 1 once it is known that the lines are of the expected kind: strings, if no field is named. */
  memory: number;

  constructor(options: JsonLinesOptions) {
    this.#options = options;
    this.memory = options.field === undefined ? 0 : 1;
  }

  readHeader(): void {
    throw new Error("JSON Lines have no header.");
  }

  readId(bytes: Buffer, start: number, end: number, batch: RecordBatch, index: number): void {
    const value = parse(bytes, start, end);
    if (this.memory === 0) this.#settle(value);
    const id = this.#idOf(value);
    // Only ASCII is as long in bytes as in characters.
    const isCandidate = typeof id === "string" && id.length === ID_DIGITS && Buffer.byteLength(id) === ID_DIGITS;
    if (isCandidate) batch.setId(index, Buffer.from(id, "latin1"), 0, ID_DIGITS);
    else batch.setNoId(index);
  }

  idText(bytes: Buffer, start: number, end: number): string | undefined {
    const value = parse(bytes, start, end);
    const id = this.#idOf(value);
    return typeof id === "string" ? id : id === undefined ? undefined : showValue(id);
  }

  #idOf(value: unknown): unknown {
    const { field } = this.#options;
    if (field === undefined) return value;
    // Only own members: `--field constructor` must not find what every object inherits.
    return isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  }

  /** Without a field the lines must be strings: for objects, the user forgot to name one. */
  #settle(value: unknown): void {
    if (isObject(value)) {
      const members = Object.keys(value)
        .slice(0, 20)
        .map((member) => quote(member, 40));
      throw new InputError(
        `the lines of ${quote(this.#options.name)} are objects: pass --field with the member that holds the ID` +
          (members.length > 0 ? `, of ${members.join(", ")}` : ""),
      );
    }
    this.memory = typeof value === "string" ? 1 : 0;
  }
}

/** The value of a JSON text, or `undefined` if the text is invalid or would take too much memory to parse. */
function parse(bytes: Buffer, start: number, end: number): unknown {
  if (!isModest(bytes, start, end)) return undefined;
  try {
    return JSON.parse(bytes.toString("utf8", start, end));
  } catch {
    return undefined;
  }
}

/** A JSON value as text, without what is nested in its members: `JSON.stringify` runs out of stack on deep nesting. */
function showValue(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== value && typeof member === "object" && member !== null ? "…" : member,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
