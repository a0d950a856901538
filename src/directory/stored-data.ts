import { statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { StateReader } from "../local/reader.js";
import type { ObjectEntry } from "./types.js";

/** The maximum number of cached results. */
const REMEMBERED = 300_000;

/** How many objects are processed before other work can run, if no file has to be read. */
const AT_A_TIME = 200;

interface Answer {
  /** The state of the files at that time: while it is unchanged, the result is valid. */
  readonly looks: string;
  readonly hasStoredData: boolean;
}

/**
 * Finds out whether objects of a state folder have stored data. For that, an object's files are copied and opened; the
 * result is cached until one of its files or WALs changes.
 */
export class StoredData {
  readonly #reader: StateReader;
  readonly #onFault: (error: unknown) => void;
  readonly #answers = new Map<string, Answer>();

  constructor(reader: StateReader, onFault: (error: unknown) => void) {
    this.#reader = reader;
    this.#onFault = onFault;
  }

  /**
   * The objects with these IDs, in order. If the file of one no longer exists, it has no stored data; if its files can't be
   * read, that is unknown (`null`).
   * @param facets the names of the facets' files, by ID
   */
  async of(
    folder: string,
    ids: readonly string[],
    facets: ReadonlyMap<string, readonly string[]>,
  ): Promise<ObjectEntry[]> {
    const entries: ObjectEntry[] = [];
    for (const [i, id] of ids.entries()) {
      if (i % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
      entries.push({ id, hasStoredData: await this.#hasStoredData(folder, id, facets.get(id) ?? []) });
    }
    return entries;
  }

  async #hasStoredData(folder: string, id: string, facets: readonly string[]): Promise<boolean | null> {
    const file = join(folder, `${id}.sqlite`);
    const main = looksOf(file);
    if (main === undefined) return false;
    const others = facets.map((facet) => join(folder, facet)).flatMap((facet) => [facet, `${facet}-wal`]);
    const looks = [main, ...[`${file}-wal`, ...others].map(looksOf)].join();
    const known = this.#answers.get(file);
    if (known?.looks === looks) return known.hasStoredData;
    let hasStoredData: boolean;
    try {
      ({ hasStoredData } = await this.#reader.readFiles(folder, id, facets));
    } catch (error) {
      // Not cached: the next attempt may succeed.
      this.#onFault(error);
      return null;
    }
    this.#remember(file, { looks, hasStoredData });
    return hasStoredData;
  }

  #remember(file: string, answer: Answer): void {
    this.#answers.delete(file);
    this.#answers.set(file, answer);
    // Drop the oldest result.
    if (this.#answers.size > REMEMBERED)
      for (const oldest of this.#answers.keys()) return void this.#answers.delete(oldest);
  }
}

/** A value that changes with a file's content; `undefined` if the file doesn't exist. */
function looksOf(file: string): string | undefined {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}
