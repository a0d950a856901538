import type { RecordBatch } from "../../bulk/records/batch.js";
import { escapeControls } from "../../text/printable.js";
import type { LabelledNamespace } from "../namespaces.js";
import type { Destination, InputInfo, Sink } from "../sink.js";
import { nameVerdict } from "../verdict-names.js";
import { OutputSink } from "./output.js";

const NEWLINE = Buffer.from("\n");
const HEADER = Buffer.from("verdict\tnamespace\tjurisdiction\t");

/**
 * Writes `verdict⇥namespace⇥jurisdiction⇥record` for each record. The record stays as it is, byte for byte, except for
 * its line end, which is always `\n`.
 */
export class Annotation extends OutputSink implements Sink<null> {
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #prefixes = new Map<number, Buffer>();

  /**
   * Makes the sink of a run.
   * @param namespaces those of the plan
   * @param destination where the lines go
   */
  constructor(namespaces: readonly LabelledNamespace[], destination: Destination) {
    super(destination);
    this.#namespaces = namespaces;
  }

  startInput({ header }: InputInfo): void {
    if (header === undefined) return;
    this.buffer.add(HEADER);
    this.buffer.add(
      Buffer.from(
        Buffer.from(header)
          .toString("latin1")
          .replace(/(?:\r?\n|\r)$/, ""),
        "latin1",
      ),
    );
    this.buffer.add(NEWLINE);
  }

  add(batch: RecordBatch): void {
    const { bytes, count, starts, ends, rest, isOpen } = batch;
    if (rest) {
      this.buffer.add(bytes, rest.start, rest.end);
      if (!isOpen) this.buffer.add(NEWLINE);
    }
    for (let i = 0; i < count; i++) {
      this.buffer.add(this.#prefix(batch, i));
      this.buffer.add(bytes, starts[i], ends[i]);
      if (!isOpen || i < count - 1) this.buffer.add(NEWLINE);
    }
  }

  snapshot(): null {
    return null;
  }

  merge(): void {}

  /** The three columns before a record. */
  #prefix(batch: RecordBatch, index: number): Buffer {
    const key = (batch.namespaces[index] << 10) | (batch.jurisdictions[index] << 2) | batch.verdicts[index];
    const known = this.#prefixes.get(key);
    if (known) return known;
    const { verdict, namespace, jurisdiction } = nameVerdict(batch, index, this.#namespaces);
    const prefix = Buffer.from(`${verdict}\t${escapeControls(namespace)}\t${jurisdiction}\t`);
    this.#prefixes.set(key, prefix);
    return prefix;
  }
}
