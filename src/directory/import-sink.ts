import type { RecordBatch } from "../bulk/records/batch.js";
import type { Sink } from "../check/sink.js";
import { ID_DIGITS } from "../format/codec.js";
import { Verdict } from "../format/verdict.js";
import type { Directory, ObjectRecord } from "./types.js";

/** Records the valid IDs in a listing, under their namespaces. */
export class ImportSink implements Sink<null> {
  readonly #directory: Directory;
  readonly #namespaceIds: readonly string[];
  readonly #hasStoredData: boolean | undefined;
  readonly #gathered: ObjectRecord[][];
  #count = 0;

  /**
   * Creates the sink.
   * @param directory the listing
   * @param namespaceIds the ids of the run's namespaces in the listing, in the order of the run
   * @param hasStoredData recorded for all objects; `undefined` keeps the recorded values
   */
  constructor(directory: Directory, namespaceIds: readonly string[], hasStoredData: boolean | undefined) {
    this.#directory = directory;
    this.#namespaceIds = namespaceIds;
    this.#hasStoredData = hasStoredData;
    this.#gathered = namespaceIds.map(() => []);
  }

  /** Some 20,000 IDs are recorded at a time: larger batches write fewer pages of the file for each ID. */
  get pending(): number {
    return this.#count * ID_DIGITS;
  }

  add({ count, verdicts, namespaces, rows }: RecordBatch): void {
    const digits = Buffer.from(rows.buffer as ArrayBuffer, rows.byteOffset, rows.byteLength);
    for (let i = 0; i < count; i++) {
      if (verdicts[i] !== Verdict.valid) continue;
      const start = i * ID_DIGITS;
      const id = digits.toString("latin1", start, start + ID_DIGITS);
      this.#gathered[namespaces[i]].push({ id, hasStoredData: this.#hasStoredData });
      this.#count++;
    }
  }

  async flush(): Promise<void> {
    for (const [i, records] of this.#gathered.entries()) {
      if (records.length > 0) await this.#directory.record(this.#namespaceIds[i], records);
      records.length = 0;
    }
    this.#count = 0;
  }

  snapshot(): null {
    return null;
  }

  merge(): void {}
}
