import { readSync } from "node:fs";
import type { LineChecker } from "../../../bulk/line-checker.js";
import { InputError } from "../../errors.js";
import { readOnError, truncatedError } from "../../input/plain-file.js";
import type { LabelledNamespace } from "../../keys.js";
import type { RecordWriter } from "../../output/record-writer.js";
import { createWriter, type OutputName } from "../../output/writers.js";
import { bufferOver, LineRecords } from "../../records/line-records.js";
import { LF } from "../../records/lines.js";
import { textFormat } from "../../records/text.js";
import { Report } from "../report.js";
import { type BlockFault, type BlockFile, type BlockResult, slotOf } from "./protocol.js";

/** Reads blocks straight into the engine's memory, and validates the lines that lie wholly within them. */
export class BlockScanner {
  readonly #checker: LineChecker;
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #writers: readonly RecordWriter[];
  readonly #format = textFormat();
  readonly #records: LineRecords;
  #report: Report | undefined;
  #file: BlockFile | undefined;

  constructor(checker: LineChecker, namespaces: readonly LabelledNamespace[], outputs: readonly OutputName[]) {
    this.#checker = checker;
    this.#namespaces = namespaces;
    this.#writers = outputs.map((name) => createWriter(name, namespaces));
    this.#records = new LineRecords(checker);
  }

  /** What is wrong with the input is told when it is the block's turn: what stands before it still counts. */
  scanOrFault(file: BlockFile, index: number): BlockResult | BlockFault {
    try {
      return this.#scan(file, index);
    } catch (error) {
      if (error instanceof InputError) return { index, fault: error.message };
      throw error;
    }
  }

  #scan(file: BlockFile, index: number): BlockResult {
    const report = this.#reportFor(file);
    const { name, start, end, blockSize, offset } = file;
    const from = start + index * blockSize;
    const size = Math.min(blockSize, end - from);
    const text = bufferOver(this.#checker.text(size));
    readFully(file, text, size, from);
    // Whether a line begins with the block is told by its neighbour's last byte, which belongs to another thread.
    const head = index === 0 ? 0 : text.subarray(0, size).indexOf(LF) + 1 || size;
    const records = this.#records;
    records.bytes = text;
    records.offset = from;
    const source = { name, ids: this.#format.ids, longest: this.#format.longest, offset };
    let lines = 0;
    let tail = head;
    for (;;) {
      tail = this.#checker.check(tail, size, false);
      const { count, verdicts } = this.#checker;
      if (count === 0) break;
      records.firstLine = lines + 1;
      records.set(count, tail);
      report.add({ records, verdicts }, source);
      for (const writer of this.#writers) writer.add({ records, verdicts });
      lines += count;
    }
    const outputs = this.#takeOutputs(slotOf(file, index));
    const part = report.part();
    report.clear();
    return { index, head, tail, lines, part, outputs };
  }

  /** What the writers have made: in the block's slot, whose memory is used again and again, or beside it if it is too small. */
  #takeOutputs(slot: SharedArrayBuffer | undefined): Uint8Array[] {
    let used = 0;
    return this.#writers.map(({ buffer }) => {
      const bytes = buffer.take();
      if (slot === undefined || used + bytes.length > slot.byteLength) return Uint8Array.from(bytes);
      const place = new Uint8Array(slot, used, bytes.length);
      place.set(bytes);
      used += bytes.length;
      return place;
    });
  }

  #reportFor(file: BlockFile): Report {
    if (file !== this.#file || this.#report === undefined) {
      this.#file = file;
      this.#report = new Report(this.#namespaces, file.width);
    }
    return this.#report;
  }
}

function readFully({ fd, name, bom }: BlockFile, text: Buffer, size: number, from: number): void {
  let filled = 0;
  while (filled < size) {
    let bytesRead: number;
    try {
      bytesRead = readSync(fd, text, filled, size - filled, bom + from + filled);
    } catch (error) {
      throw readOnError(name, error);
    }
    if (bytesRead === 0) throw truncatedError(name);
    filled += bytesRead;
  }
}
