/** What the classes under test use of `ctx.storage`, typed as Cloudflare types it. */
type UsedStorage = Pick<DurableObjectStorage, "get" | "put" | "delete" | "list">;

/** The storage of one object, kept in memory. Values are copied both ways, as the real one does. */
export class MemoryStorage implements UsedStorage {
  readonly #values = new Map<string, unknown>();

  get<T = unknown>(key: string): Promise<T | undefined>;
  get<T = unknown>(keys: string[]): Promise<Map<string, T>>;
  async get<T>(keys: string | string[]): Promise<T | undefined | Map<string, T>> {
    if (typeof keys === "string") return this.#copyOf<T>(keys);
    const found = keys.filter((key) => this.#values.has(key)).sort();
    return new Map(found.map((key) => [key, this.#copyOf<T>(key)]));
  }

  put<T>(key: string, value: T): Promise<void>;
  put<T>(entries: Record<string, T>): Promise<void>;
  async put(keyOrEntries: string | Record<string, unknown>, value?: unknown): Promise<void> {
    const entries = typeof keyOrEntries === "string" ? { [keyOrEntries]: value } : keyOrEntries;
    // All are copied before the first is stored: all of them or, where one can't be copied, none.
    for (const [key, copy] of Object.entries(structuredClone(entries))) this.#values.set(key, copy);
  }

  delete(key: string): Promise<boolean>;
  delete(keys: string[]): Promise<number>;
  async delete(keys: string | string[]): Promise<boolean | number> {
    if (typeof keys === "string") return this.#values.delete(keys);
    return keys.filter((key) => this.#values.delete(key)).length;
  }

  async list<T = unknown>(options: DurableObjectListOptions = {}): Promise<Map<string, T>> {
    const { prefix = "", start = "", startAfter, end, reverse = false, limit } = options;
    const keys = [...this.#values.keys()]
      .filter((key) => key.startsWith(prefix) && key >= start)
      .filter((key) => startAfter === undefined || key > startAfter)
      .filter((key) => end === undefined || key < end)
      .sort();
    if (reverse) keys.reverse();
    return new Map(keys.slice(0, limit).map((key) => [key, this.#copyOf<T>(key)]));
  }

  #copyOf<T>(key: string): T {
    return structuredClone(this.#values.get(key)) as T;
  }
}

/** The storages of all objects, by ID: give it to several hosts, and the second finds what the first has stored. */
export class MemoryStorages {
  readonly #byId = new Map<string, MemoryStorage>();

  /** What `host` takes as `storage`. */
  readonly of = (id: { toString(): string }): MemoryStorage => {
    const storage = this.#byId.get(String(id)) ?? new MemoryStorage();
    this.#byId.set(String(id), storage);
    return storage;
  };
}
