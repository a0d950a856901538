import type { RecordWriter } from "../output/record-writer.js";
import { SelectWriter } from "../output/select-writer.js";
import type { OutputName } from "../output/writers.js";
import type { Checked } from "../records/records.js";
import type { Source } from "./faults.js";
import type { Part } from "./part.js";
import type { Report } from "./report.js";

/** Bytes of outputs that may wait to be written. */
const MOST_WAITING = 1024 * 1024;

/** An output of a run: what makes its bytes, and where they go. */
export interface Output {
  readonly name: OutputName;
  readonly writer: RecordWriter;
  /** Resolves when it can take more; the bytes are not looked at after that. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Takes all records with their verdicts, in the order of the input: counts them, and feeds the outputs. */
export class Results {
  readonly report: Report;
  readonly outputs: readonly Output[];

  constructor(report: Report, outputs: readonly Output[]) {
    this.report = report;
    this.outputs = outputs;
  }

  /** All records from here on are of another input. */
  startInput(name: string): void {
    for (const { writer } of this.outputs) if (writer instanceof SelectWriter) writer.startInput(name);
  }

  /** The header of the outputs of selected records; nothing before the first input with records. */
  header(): Buffer | undefined {
    for (const { writer } of this.outputs) if (writer instanceof SelectWriter) return writer.header;
    return undefined;
  }

  /** Goes on where an earlier run stood, with outputs that hold a header already. */
  restore(part: Part, header: Buffer | undefined): void {
    this.report.merge(part, 0);
    for (const { writer } of this.outputs) if (writer instanceof SelectWriter) writer.header = header;
  }

  async add(checked: Checked, source: Source): Promise<void> {
    this.report.add(checked, source);
    let waiting = 0;
    for (const { writer } of this.outputs) {
      writer.add(checked);
      waiting += writer.buffer.length;
    }
    if (waiting > MOST_WAITING) await this.flush();
  }

  /** Adds what a thread made of the records that come next, `lines` lines after the start of the input. */
  async append(part: Part, outputs: readonly Uint8Array[], lines: number): Promise<void> {
    await this.flush();
    this.report.merge(part, lines);
    for (const [i, bytes] of outputs.entries()) {
      const { writer, write } = this.outputs[i];
      if (writer instanceof SelectWriter) writer.passLines();
      if (bytes.length > 0) await write(bytes);
    }
  }

  /** Resolves when all that was added is written. */
  async flush(): Promise<void> {
    for (const { writer, write } of this.outputs) if (!writer.buffer.isEmpty) await write(writer.buffer.take());
  }
}
