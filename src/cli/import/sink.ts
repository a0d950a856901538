import type { BulkResult } from "../../bulk/validator.js";
import { ID_DIGITS } from "../../codec.js";
import type { Directory, ObjectRecord } from "../../directory/types.js";
import { Verdict } from "../../verdict.js";
import type { Sink } from "../check/sink.js";
import type { RecordBatch } from "../records/batch.js";

/** Records the valid IDs of each batch in the namespaces that have them: a batch that is written is in the file. */
export class ImportSink implements Sink {
  readonly #directory: Directory;
  readonly #namespaceIds: readonly string[];
  readonly #hasStoredData: boolean | undefined;

  /**
   * @param namespaceIds the directory's ids of the validator's namespaces, in their order
   * @param hasStoredData what is said of all objects; where it is `undefined`, what was recorded before stays
   */
  constructor(directory: Directory, namespaceIds: readonly string[], hasStoredData: boolean | undefined) {
    this.#directory = directory;
    this.#namespaceIds = namespaceIds;
    this.#hasStoredData = hasStoredData;
  }

  async write(batch: RecordBatch, { codes, namespaces }: BulkResult): Promise<void> {
    const rows = Buffer.from(batch.rows()).toString("latin1");
    const found = new Map<string, ObjectRecord[]>();
    for (let i = 0; i < batch.count; i++) {
      if (codes[i] !== Verdict.valid) continue;
      const namespace = this.#namespaceIds[namespaces[i]];
      const records = found.get(namespace) ?? [];
      records.push({ id: rows.slice(i * ID_DIGITS, (i + 1) * ID_DIGITS), hasStoredData: this.#hasStoredData });
      found.set(namespace, records);
    }
    for (const [namespace, records] of found) await this.#directory.record(namespace, records);
  }
}
