import { copyForStorage } from "../copy.js";
import { compareBytes, type ListOptions, readListOptions } from "./list-options.js";

/** The keys and values of one object. Values are copied when they are written and read. */
export class KeyValues {
  #values = new Map<string, unknown>();

  get(key: string): unknown {
    return copyForStorage(this.#values.get(key));
  }

  /** The existing entries for these keys, in the order of `list`. */
  getAll(keys: readonly string[]): Map<string, unknown> {
    const found = [...new Set(keys)].filter((key) => this.#values.has(key)).sort(compareBytes);
    return new Map(found.map((key) => [key, this.get(key)]));
  }

  /** Stores all entries or, if a value can't be copied, none. */
  putAll(entries: Iterable<readonly [string, unknown]>): void {
    const copies = [...entries].map(([key, value]) => [key, copyForStorage(value)] as const);
    for (const [key, copy] of copies) this.#values.set(key, copy);
  }

  delete(key: string): boolean {
    return this.#values.delete(key);
  }

  /** The entries selected by the options, in the order of their keys' bytes in UTF-8. */
  list(options: ListOptions | undefined): [string, unknown][] {
    const { isListed, isReverse, limit } = readListOptions(options);
    const keys = [...this.#values.keys()].filter(isListed).sort(compareBytes);
    if (isReverse) keys.reverse();
    return keys.slice(0, limit).map((key) => [key, this.get(key)]);
  }

  clear(): void {
    this.#values.clear();
  }

  /** @returns a function that restores the current entries; values are never changed in place */
  snapshot(): () => void {
    const values = new Map(this.#values);
    return () => {
      this.#values = values;
    };
  }
}
