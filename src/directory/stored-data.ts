import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { StateReader } from "../local/reader.js";
import { hasCode } from "../local/system-errors.js";
import type { ObjectEntry } from "./types.js";

/** What is remembered of so many files at most. */
const REMEMBERED = 100_000;

interface Answer {
  /** What the files looked like then: while they look the same, so does the answer. */
  readonly looks: string;
  readonly hasStoredData: boolean;
}

/**
 * Whether objects of a state directory have stored anything. To know, a file is copied and opened: what has been looked
 * at once is remembered until its file or the WAL beside it changes.
 */
export class StoredData {
  readonly #reader: StateReader;
  readonly #onFault: (error: unknown) => void;
  readonly #answers = new Map<string, Answer>();

  constructor(reader: StateReader, onFault: (error: unknown) => void) {
    this.#reader = reader;
    this.#onFault = onFault;
  }

  /** The objects of these IDs, in their order; one whose file has gone meanwhile has nothing stored. */
  async of(folder: string, uniqueKey: string, ids: readonly string[]): Promise<ObjectEntry[]> {
    const entries: ObjectEntry[] = [];
    for (const id of ids) {
      const file = join(folder, `${id}.sqlite`);
      const main = await looksOf(file);
      const looks = `${main} ${await looksOf(`${file}-wal`)}`;
      entries.push({ id, hasStoredData: main !== undefined && (await this.#look(file, looks, uniqueKey, id)) });
    }
    return entries;
  }

  async #look(file: string, looks: string, uniqueKey: string, id: string): Promise<boolean> {
    const known = this.#answers.get(file);
    if (known?.looks === looks) return known.hasStoredData;
    let hasStoredData: boolean;
    try {
      ({ hasStoredData } = await this.#reader.read({ plugin: "do", uniqueKey }, id));
    } catch (error) {
      // Not remembered: the next look may do better.
      this.#onFault(error);
      return true;
    }
    if (this.#answers.size >= REMEMBERED) this.#answers.clear();
    this.#answers.set(file, { looks, hasStoredData });
    return hasStoredData;
  }
}

/** What changes with a file's content; `undefined` where there is no such file. */
async function looksOf(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
