import { argumentError } from "../../format/errors.js";
import type { KeyValues } from "./key-values.js";
import type { ListOptions } from "./list-options.js";

/** `ctx.storage.kv`: the same entries, with synchronous methods. */
export class SyncKeyValues {
  readonly #values: KeyValues;

  constructor(values: KeyValues) {
    this.#values = values;
  }

  /**
   * Reads a value.
   * @typeParam Value the type of the value
   * @param key its key
   * @returns the value, or `undefined`
   */
  get<Value = unknown>(key: string): Value | undefined {
    return this.#values.get(String(key)) as Value | undefined;
  }

  /**
   * Writes a value.
   * @typeParam Value the type of the value
   * @param key its key
   * @param value the value
   */
  put<Value>(key: string, value: Value): void;
  put(...args: [key: string, value: unknown]): void {
    if (args.length < 2) throw argumentError("put", "SyncKvStorage", 2, "Value");
    this.#values.putAll([[String(args[0]), args[1]]]);
  }

  /**
   * Deletes a key.
   * @param key the key
   * @returns whether it existed
   */
  delete(key: string): boolean {
    return this.#values.delete(String(key));
  }

  /**
   * Lists entries in the order of their keys.
   * @typeParam Value the type of a value
   * @param options which entries; all of them by default
   * @returns an iterator of the entries
   */
  list<Value = unknown>(options?: ListOptions): IterableIterator<[string, Value]> {
    return this.#values.list(options).values() as IterableIterator<[string, Value]>;
  }
}
