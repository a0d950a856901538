import type { BulkResult } from "../../bulk/results.js";
import type { Output } from "../io.js";
import type { LabelledNamespace } from "../keys.js";
import type { RecordBatch } from "../records/batch.js";
import { escapeControls } from "../text.js";
import { ByteBuffer } from "./byte-buffer.js";
import type { Sink } from "./sink.js";
import { nameVerdict } from "./verdicts.js";

const NEWLINE = Buffer.from("\n");
const HEADER = Buffer.from("verdict\tnamespace\tjurisdiction\t");

/**
 * `verdict⇥namespace⇥jurisdiction⇥record`, for each record in order. The record is as it was, byte for byte, but for
 * its line end, which is always `\n`; one with newlines in quotes keeps them, so that line n comes of line n.
 */
export class AnnotateSink implements Sink {
  readonly #output: Output;
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #prefixes = new Map<number, Buffer>();
  readonly #buffer = new ByteBuffer();

  constructor(output: Output, namespaces: readonly LabelledNamespace[]) {
    this.#output = output;
    this.#namespaces = namespaces;
  }

  async write(batch: RecordBatch, result: BulkResult): Promise<void> {
    const { bytes, header, rest } = batch;
    if (rest) {
      this.#buffer.add(bytes, rest.start, rest.end);
      if (batch.isRestLast) this.#buffer.add(NEWLINE);
    }
    if (header) {
      this.#buffer.add(HEADER);
      this.#buffer.add(bytes, header.start, header.end);
      this.#buffer.add(NEWLINE);
    }
    for (let i = 0; i < batch.count; i++) {
      this.#buffer.add(this.#prefix(result, i));
      this.#buffer.add(bytes, batch.startOf(i), batch.endOf(i));
      if (batch.isWhole(i)) this.#buffer.add(NEWLINE);
    }
    await this.#output.write(this.#buffer.take());
  }

  /** The three columns before a record; made once for each that occurs. */
  #prefix(result: BulkResult, index: number): Buffer {
    const key = (result.namespaces[index] << 10) | (result.jurisdictions[index] << 2) | result.codes[index];
    const known = this.#prefixes.get(key);
    if (known) return known;
    const { verdict, namespace, jurisdiction } = nameVerdict(result, index, this.#namespaces);
    const prefix = Buffer.from(`${verdict}\t${escapeControls(namespace)}\t${jurisdiction}\t`);
    this.#prefixes.set(key, prefix);
    return prefix;
  }
}
