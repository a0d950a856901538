import type { Verdicts } from "../../engine/types.js";
import { escapeControls } from "../../text/printable.js";
import { nameVerdict } from "../check/verdicts.js";
import type { LabelledNamespace } from "../keys.js";
import type { Checked } from "../records/records.js";
import { ByteBuffer } from "./byte-buffer.js";
import type { RecordWriter } from "./record-writer.js";

const NEWLINE = Buffer.from("\n");
const HEADER = Buffer.from("verdict\tnamespace\tjurisdiction\t");

/**
 * `verdict⇥namespace⇥jurisdiction⇥record`, for each record in order. The record is as it was, byte for byte, but for
 * its line end, which is always `\n`; one with newlines in quotes keeps them, so that line n comes of line n.
 */
export class AnnotateWriter implements RecordWriter {
  readonly buffer = new ByteBuffer();
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #prefixes = new Map<number, Buffer>();

  constructor(namespaces: readonly LabelledNamespace[]) {
    this.#namespaces = namespaces;
  }

  add({ records, verdicts }: Checked): void {
    const { bytes, header, rest, count } = records;
    if (rest) {
      this.buffer.add(bytes, rest.start, rest.end);
      if (records.isRestLast) this.buffer.add(NEWLINE);
    }
    if (header) {
      this.buffer.add(HEADER);
      this.buffer.add(bytes, header.start, header.end);
      this.buffer.add(NEWLINE);
    }
    for (let i = 0; i < count; i++) {
      this.buffer.add(this.#prefix(verdicts, i));
      this.buffer.add(bytes, records.startOf(i), records.endOf(i));
      if (records.isWhole(i)) this.buffer.add(NEWLINE);
    }
  }

  /** The three columns before a record; made once for each that occurs. */
  #prefix(verdicts: Verdicts, index: number): Buffer {
    const key = (verdicts.namespaces[index] << 10) | (verdicts.jurisdictions[index] << 2) | verdicts.verdicts[index];
    const known = this.#prefixes.get(key);
    if (known) return known;
    const { verdict, namespace, jurisdiction } = nameVerdict(verdicts, index, this.#namespaces);
    const prefix = Buffer.from(`${verdict}\t${escapeControls(namespace)}\t${jurisdiction}\t`);
    this.#prefixes.set(key, prefix);
    return prefix;
  }
}
