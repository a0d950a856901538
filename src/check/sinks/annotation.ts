import type { RecordBatch } from "../../bulk/records/batch.js";
import { NO_REASON, REASONS } from "../../format/reason.js";
import { Verdict } from "../../format/verdict.js";
import { escapeControls } from "../../text/printable.js";
import type { JudgedNamespace } from "../namespaces.js";
import type { Destination, InputInfo, Sink } from "../sink.js";
import { nameVerdict } from "../verdict-names.js";
import { OutputSink } from "./output.js";

const NEWLINE = Buffer.from("\n");
const TAB = Buffer.from("\t");
const COLUMNS = "verdict\treason\tnamespace\tjurisdiction\tinput\tline\t";

/** The header that was last written, one character for each byte; `null` before the first one. */
export type AnnotationSnapshot = string | null;

/**
 * Writes `verdict⇥reason⇥namespace⇥jurisdiction⇥input⇥line⇥record` for each record, or only for invalid ones. The bytes
 * of the record are unchanged, except for its line end, which is always `\n`. The header of a CSV input precedes its
 * records, unless the previous input has the same header.
 */
export class Annotation extends OutputSink<AnnotationSnapshot> implements Sink<AnnotationSnapshot> {
  readonly #namespaces: readonly JudgedNamespace[];
  readonly #isWanted: (verdict: number) => boolean;
  readonly #prefixes = new Map<number, Buffer>();
  #header: AnnotationSnapshot = null;
  #input: Uint8Array = TAB;

  /**
   * Creates the sink.
   * @param namespaces the namespaces of the plan: `plan.verdicts.namespaces`
   * @param destination receives the lines
   * @param kind which records are written
   */
  constructor(namespaces: readonly JudgedNamespace[], destination: Destination, kind: "all" | "invalid" = "all") {
    super(destination);
    this.#namespaces = namespaces;
    this.#isWanted = kind === "all" ? () => true : (verdict) => verdict !== Verdict.valid;
  }

  startInput({ name, header }: InputInfo): void {
    this.#input = Buffer.from(`${escapeControls(name)}\t`);
    if (header === undefined) return;
    const columns = Buffer.from(header)
      .toString("latin1")
      .replace(/(?:\r?\n|\r)$/, "");
    if (columns === this.#header) return;
    this.#header = columns;
    this.buffer.add(Buffer.from(`${COLUMNS}${columns}\n`, "latin1"));
  }

  add(batch: RecordBatch): void {
    const { bytes, count, starts, ends, verdicts, rest, isOpen } = batch;
    // A record in pieces is too long, and so malformed.
    if (rest) {
      this.buffer.add(bytes, rest.start, rest.end);
      if (!isOpen) this.buffer.add(NEWLINE);
    }
    for (let i = 0; i < count; i++) {
      if (!this.#isWanted(verdicts[i])) continue;
      this.buffer.add(this.#prefix(batch, i));
      this.buffer.add(this.#input);
      this.buffer.addDecimal(batch.lineOf(i));
      this.buffer.add(TAB);
      this.buffer.add(bytes, starts[i], ends[i]);
      if (!isOpen || i < count - 1) this.buffer.add(NEWLINE);
    }
  }

  snapshot(): AnnotationSnapshot {
    return this.#header;
  }

  merge(part: AnnotationSnapshot): void {
    this.#header = part;
  }

  /** The first four columns, which many records have in common. */
  #prefix(batch: RecordBatch, index: number): Buffer {
    const code = batch.reasonOf(index);
    const { namespaces, jurisdictions, verdicts } = batch;
    const key = (namespaces[index] << 15) | (jurisdictions[index] << 7) | (verdicts[index] << 5) | (code & 0x1f);
    const known = this.#prefixes.get(key);
    if (known) return known;
    const { verdict, namespace, jurisdiction } = nameVerdict(batch, index, this.#namespaces);
    const reason = code === NO_REASON ? "" : REASONS[code];
    const prefix = Buffer.from(`${verdict}\t${reason}\t${escapeControls(namespace)}\t${jurisdiction}\t`);
    this.#prefixes.set(key, prefix);
    return prefix;
  }
}
