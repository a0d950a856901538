import type { BulkResult } from "../../bulk/results.js";
import { Verdict } from "../../verdict.js";
import { InputError } from "../errors.js";
import type { NewFile } from "../new-file.js";
import type { RecordBatch } from "../records/batch.js";
import { quote } from "../text.js";
import { ByteBuffer } from "./byte-buffer.js";
import type { Sink, Source } from "./sink.js";

const LF = 0x0a;
const NEWLINE = Buffer.from("\n");
const NO_HEADER = Buffer.alloc(0);

/**
 * The records that are not valid, byte for byte, line ends and all; one without a line end, the last of its file, gets
 * one. Under the header of their file, which has to be the same in all of them.
 */
export class InvalidSink implements Sink {
  readonly #file: NewFile;
  readonly #buffer = new ByteBuffer();
  /** The input that the last batch was from, and the header of the first. */
  #source: Source | undefined;
  #header: Buffer | undefined;
  /** Whether the record that is still coming in is one of these. */
  #isRestWanted = false;

  constructor(file: NewFile) {
    this.#file = file;
  }

  async write(batch: RecordBatch, result: BulkResult, source: Source): Promise<void> {
    if (source !== this.#source) this.#startInput(batch, source);
    this.#source = source;
    const { bytes, rest } = batch;
    if (rest && this.#isRestWanted) this.#add(bytes, rest.start, rest.next, batch.isRestLast);
    for (let i = 0; i < batch.count; i++) {
      if (result.codes[i] === Verdict.valid) continue;
      this.#add(bytes, batch.startOf(i), batch.nextOf(i), batch.isWhole(i));
    }
    if (batch.count > 0) this.#isRestWanted = batch.isOpen;
    if (!this.#buffer.isEmpty) await this.#file.write(this.#buffer.take());
  }

  #add(bytes: Buffer, start: number, next: number, isLast: boolean): void {
    this.#buffer.add(bytes, start, next);
    if (isLast && bytes[next - 1] !== LF) this.#buffer.add(NEWLINE);
  }

  #startInput({ bytes, header }: RecordBatch, { input }: Source): void {
    const text = header ? Buffer.from(bytes.subarray(header.start, header.end)) : NO_HEADER;
    if (this.#header === undefined) {
      this.#header = text;
      if (header) this.#add(bytes, header.start, header.next, true);
    } else if (!text.equals(this.#header)) {
      throw new InputError(
        `the columns of ${quote(input.name)} are not those of the file before it, and --invalid can hold only one kind: ` +
          "check them one by one",
      );
    }
  }
}
