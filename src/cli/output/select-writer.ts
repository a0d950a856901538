import { Verdict } from "../../format/verdict.js";
import { quote } from "../../text/printable.js";
import { InputError } from "../errors.js";
import type { Checked } from "../records/records.js";
import { ByteBuffer } from "./byte-buffer.js";
import type { RecordWriter } from "./record-writer.js";

const CR = 0x0d;
const LF = 0x0a;
const NO_HEADER = Buffer.alloc(0);

/**
 * The records that are valid, or those that are not, byte for byte, with their line ends; the last record of a file gets
 * one if it has none. Under the header of their file, which has to be the same in all of them.
 */
export class SelectWriter implements RecordWriter {
  readonly buffer = new ByteBuffer();
  /** The header of the first input that had records: empty where that has none, and nothing before it. */
  header: Buffer | undefined;
  readonly #wantsValid: boolean;
  readonly #option: string;
  /** The name of an input of which nothing has come yet. */
  #newInput: string | undefined;
  /** Whether the record that is still coming in is one of these. */
  #isRestWanted = false;

  /** @param option what asked for it, for errors */
  constructor(wantsValid: boolean, option: string) {
    this.#wantsValid = wantsValid;
    this.#option = option;
  }

  /** All records from here on are of another input. */
  startInput(name: string): void {
    this.#newInput = name;
  }

  add({ records, verdicts }: Checked): void {
    const { bytes, header, rest, count, lineEnd } = records;
    if (this.#newInput !== undefined) {
      const bytesOfHeader = header ? Buffer.from(bytes.subarray(header.start, header.next)) : NO_HEADER;
      this.#useHeader(bytesOfHeader, this.#newInput, lineEnd);
      this.#newInput = undefined;
    }
    if (rest && this.#isRestWanted) this.#copy(bytes, rest.start, rest.next, records.isRestLast && lineEnd);
    for (let i = 0; i < count; i++) {
      if ((verdicts.verdicts[i] === Verdict.valid) !== this.#wantsValid) continue;
      this.#copy(bytes, records.startOf(i), records.nextOf(i), records.isWhole(i) && lineEnd);
    }
    if (count > 0) {
      this.#isRestWanted = records.isOpen && (verdicts.verdicts[count - 1] === Verdict.valid) === this.#wantsValid;
    }
  }

  /** Records without a header come another way. */
  passLines(): void {
    if (this.#newInput !== undefined) this.#useHeader(NO_HEADER, this.#newInput, LF);
    this.#newInput = undefined;
  }

  /** @param lineEnd what the bytes must end with, if a record ends there */
  #copy(bytes: Buffer, start: number, next: number, lineEnd: number | false): void {
    this.buffer.add(bytes, start, next);
    if (lineEnd !== false && bytes[next - 1] !== lineEnd) this.buffer.add(Buffer.of(lineEnd));
  }

  #useHeader(header: Buffer, name: string, lineEnd: number): void {
    if (this.header === undefined) {
      this.header = header;
      if (header.length > 0) this.#copy(header, 0, header.length, lineEnd);
    } else if (!withoutEnd(header).equals(withoutEnd(this.header))) {
      throw new InputError(
        `the columns of ${quote(name)} are not those of the file before it, and ${this.#option} can hold only one ` +
          "kind: check them one by one",
      );
    }
  }
}

/** A header without its line end: LF and CRLF may be mixed in one output. CR may not, so it is part of the header here. */
function withoutEnd(header: Buffer): Buffer {
  const feed = header.at(-1) === LF ? header.length - 1 : header.length;
  return header.subarray(0, header[feed - 1] === CR && feed < header.length ? feed - 1 : feed);
}
