import type { Directory, ObjectRecord } from "../../directory/types.js";
import { ID_DIGITS } from "../../format/codec.js";
import { Verdict } from "../../format/verdict.js";
import type { Checked } from "../records/records.js";

/** IDs that are recorded at a time: the more, the fewer pages of the file are written for each. */
const BATCH = 20_000;

/** Gathers the valid IDs of what comes by, and records them in the namespaces that have them. */
export class ImportSink {
  readonly #directory: Directory;
  readonly #namespaceIds: readonly string[];
  readonly #hasStoredData: boolean | undefined;
  readonly #gathered: ObjectRecord[][];
  #count = 0;

  /**
   * @param namespaceIds the directory's ids of the validator's namespaces, in their order
   * @param hasStoredData what is said of all objects; where it is `undefined`, what was recorded before stays
   */
  constructor(directory: Directory, namespaceIds: readonly string[], hasStoredData: boolean | undefined) {
    this.#directory = directory;
    this.#namespaceIds = namespaceIds;
    this.#hasStoredData = hasStoredData;
    this.#gathered = namespaceIds.map(() => []);
  }

  get isFull(): boolean {
    return this.#count >= BATCH;
  }

  /** Takes the IDs out; the records are not looked at after that. */
  add({ records, verdicts }: Checked): void {
    const digits = Buffer.from(records.digits.buffer, records.digits.byteOffset, records.digits.byteLength);
    for (let i = 0; i < records.count; i++) {
      if (verdicts.verdicts[i] !== Verdict.valid) continue;
      const start = records.digitsAt(i);
      const id = digits.toString("latin1", start, start + ID_DIGITS);
      this.#gathered[verdicts.namespaces[i]].push({ id, hasStoredData: this.#hasStoredData });
      this.#count++;
    }
  }

  /**
   * Resolves when all that was gathered is in the directory. Between two chunks alone: recording validates again, in
   * the memory of the engine in which the records of a chunk stand.
   */
  async flush(): Promise<void> {
    for (const [i, records] of this.#gathered.entries()) {
      if (records.length > 0) await this.#directory.record(this.#namespaceIds[i], records);
      records.length = 0;
    }
    this.#count = 0;
  }
}
