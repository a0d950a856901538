import type { RecordBatch } from "../../bulk/records/batch.js";
import { CR, LF } from "../../engine/scan/bytes.js";
import { Verdict } from "../../format/verdict.js";
import { InputError } from "../errors.js";
import type { Destination, InputInfo, Sink } from "../sink.js";
import { OutputSink } from "./output.js";

/** The header of the records that were written, in base64; `null` before the first input, empty if that has none. */
export type SelectionSnapshot = string | null;

/**
 * Writes the records that are valid, or those that are not: byte for byte, line ends included. The last record of a file
 * gets a line end if it has none. Above them goes the header, which must be the same in all inputs.
 */
export class Selection extends OutputSink<SelectionSnapshot> implements Sink<SelectionSnapshot> {
  readonly #isWanted: (verdict: number) => boolean;
  readonly #option: string;
  #header: Buffer | undefined;

  /**
   * Makes the sink of a run.
   * @param kind which records are written
   * @param option the option that asked for it, for errors
   * @param destination where the records go
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
        `the columns of ${JSON.stringify(name)} differ from those of the inputs before it, and ${this.#option} writes one file: check them separately`,
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

  /** @param lineEnd what the bytes must end with, if a record ends there */
  #write(bytes: Uint8Array, start: number, next: number, lineEnd: number | undefined): void {
    this.buffer.add(bytes, start, next);
    if (lineEnd !== undefined && (next === start || bytes[next - 1] !== lineEnd)) this.buffer.add(Buffer.of(lineEnd));
  }
}

/** LF and CRLF can be mixed in one output. CR can't, so it counts as part of the header. */
function withoutLineEnd(header: Buffer): Buffer {
  if (header.at(-1) !== LF) return header;
  return header.subarray(0, header.at(-2) === CR ? -2 : -1);
}
