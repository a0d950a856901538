import { ID_DIGITS } from "../../codec.js";
import type { Directory, ObjectRecord } from "../../directory/types.js";
import { Verdict } from "../../verdict.js";
import type { Checked } from "../records/records.js";

/** Collects valid IDs, and records them in the namespaces that have them: what is flushed is in the directory. */
export class ImportSink {
  readonly #directory: Directory;
  readonly #namespaceIds: readonly string[];
  readonly #hasStoredData: boolean | undefined;
  readonly #found = new Map<string, ObjectRecord[]>();

  /**
   * @param namespaceIds the directory's ids of the validator's namespaces, in their order
   * @param hasStoredData what is said of all objects; where it is `undefined`, what was recorded before stays
   */
  constructor(directory: Directory, namespaceIds: readonly string[], hasStoredData: boolean | undefined) {
    this.#directory = directory;
    this.#namespaceIds = namespaceIds;
    this.#hasStoredData = hasStoredData;
  }

  /** Takes the valid IDs out of these records, which may be gone when the directory validates them once more. */
  add({ records, verdicts }: Checked): void {
    const { codes, namespaces } = verdicts;
    for (let i = 0; i < records.count; i++) {
      if (codes[i] !== Verdict.valid) continue;
      const start = records.digitsAt(i);
      const id = Buffer.from(records.digits.subarray(start, start + ID_DIGITS)).toString("latin1");
      this.#listOf(this.#namespaceIds[namespaces[i]]).push({ id, hasStoredData: this.#hasStoredData });
    }
  }

  /** Records what was collected. */
  async flush(): Promise<void> {
    for (const [namespace, records] of this.#found) await this.#directory.record(namespace, records);
    this.#found.clear();
  }

  #listOf(namespace: string): ObjectRecord[] {
    const known = this.#found.get(namespace);
    if (known !== undefined) return known;
    const list: ObjectRecord[] = [];
    this.#found.set(namespace, list);
    return list;
  }
}
