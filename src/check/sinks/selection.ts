import type { RecordBatch } from "../../bulk/records/batch.js";
import { CR, LF } from "../../engine/scan/bytes.js";
import { Verdict } from "../../format/verdict.js";
import { InputError } from "../errors.js";
import type { Destination, InputInfo, Sink } from "../sink.js";
import { OutputSink } from "./output.js";

/** The header of the written records, in base64; `null` before the first input, empty if that input has no header. */
export type SelectionSnapshot = string | null;

/**
 * Writes the valid records, or the invalid ones: byte for byte, with their line ends. A line end is added to the last
 * record of a file if it is missing. The header is written first, and must be the same in all inputs.
 */
export class Selection extends OutputSink<SelectionSnapshot> implements Sink<SelectionSnapshot> {
  readonly #isWanted: (verdict: number) => boolean;
  readonly #option: string;
  #header: Buffer | undefined;

  /**
   * Creates the sink.
   * @param kind which records are written
   * @param option the option that requested it, for errors
   * @param destination receives the records
   */
  constructor(kind: "valid" | "invalid", option: string, destination: Destination) {
    super(destination);
    this.#isWanted = kind === "valid" ? (verdict) => verdict === Verdict.valid : (verdict) => verdict !== Verdict.valid;
    this.#option = option;
  }

  startInput({ name, header, lineEnd, isResumed }: InputInfo): void {
    if (isResumed) return;
    const own = Buffer.from(header ?? []);
    if (this.#header === undefined) {
      this.#header = own;
      if (own.length > 0) this.#write(own, 0, own.length, lineEnd);
    } else if (!withoutLineEnd(own).equals(withoutLineEnd(this.#header))) {
      throw new InputError(
        `the columns of ${JSON.stringify(name)} differ from those of the inputs before it, but ${this.#option} writes a single file: check these inputs separately`,
      );
    }
  }

  add({ bytes, count, verdicts, starts, nexts, lineEnd, rest, isOpen }: RecordBatch): void {
    // A record in pieces is too long, and so malformed.
    if (rest && this.#isWanted(Verdict.malformed))
      this.#write(bytes, rest.start, rest.next, isOpen ? undefined : lineEnd);
    for (let i = 0; i < count; i++) {
      if (!this.#isWanted(verdicts[i])) continue;
      this.#write(bytes, starts[i], nexts[i], isOpen && i === count - 1 ? undefined : lineEnd);
    }
  }

  snapshot(): SelectionSnapshot {
    return this.#header?.toString("base64") ?? null;
  }

  merge(part: SelectionSnapshot): void {
    if (part !== null) this.#header = Buffer.from(part, "base64");
  }

  /** @param lineEnd the byte that must end the record, if its end is in these bytes */
  #write(bytes: Uint8Array, start: number, next: number, lineEnd: number | undefined): void {
    this.buffer.add(bytes, start, next);
    if (lineEnd !== undefined && (next === start || bytes[next - 1] !== lineEnd)) this.buffer.add(Buffer.of(lineEnd));
  }
}

/** LF and CRLF can be mixed in one output. CR can't, so it is compared as part of the header. */
function withoutLineEnd(header: Buffer): Buffer {
  if (header.at(-1) !== LF) return header;
  return header.subarray(0, header.at(-2) === CR ? -2 : -1);
}
