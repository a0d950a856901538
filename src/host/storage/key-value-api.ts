import { argumentError, ErrorCode, typeError } from "../../format/errors.js";
import type { AlarmTime } from "./alarm.js";
import type { KeyValues } from "./key-values.js";
import type { ListOptions } from "./list-options.js";

const OWNER = "DurableObjectStorage";

/** The asynchronous methods that `ctx.storage` and its transactions share. */
export class KeyValueApi {
  readonly #values: KeyValues;
  readonly #alarm: AlarmTime;
  readonly #check: (method: string) => void;

  /** @param check called first by each method, with the method's name */
  constructor(values: KeyValues, alarm: AlarmTime, check: (method: string) => void) {
    this.#values = values;
    this.#alarm = alarm;
    this.#check = check;
  }

  /**
   * Reads a value.
   * @typeParam Value the type of the value
   * @param key its key
   * @returns the value, or `undefined`
   */
  get<Value = unknown>(key: string): Promise<Value | undefined>;
  /**
   * Reads several values.
   * @typeParam Value the type of a value
   * @param keys their keys
   * @returns the existing ones, in the order of their keys
   */
  get<Value = unknown>(keys: readonly string[]): Promise<Map<string, Value>>;
  async get(key: string | readonly string[]): Promise<unknown> {
    this.#check("get");
    if (key === undefined) throw argumentError("get", OWNER, 1, "string or Array");
    if (!Array.isArray(key)) return this.#values.get(String(key));
    return this.#values.getAll(key.map(String));
  }

  /**
   * Writes a value.
   * @typeParam Value the type of the value
   * @param key its key
   * @param value the value
   */
  put<Value>(key: string, value: Value): Promise<void>;
  /**
   * Writes several values at once.
   * @typeParam Value the type of a value
   * @param entries keys and values
   */
  put<Value>(entries: Readonly<Record<string, Value>>): Promise<void>;
  async put(key: string | Readonly<Record<string, unknown>>, value?: unknown): Promise<void> {
    this.#check("put");
    if (key == null) throw argumentError("put", OWNER, 1, "string or object");
    if (typeof key === "object") {
      this.#values.putAll(Object.entries(key).filter(([, one]) => one !== undefined));
      return;
    }
    if (value === undefined) throw typeError(ErrorCode.argument, "put() called with undefined value.");
    this.#values.putAll([[String(key), value]]);
  }

  /**
   * Deletes a key.
   * @param key the key
   * @returns whether it existed
   */
  delete(key: string): Promise<boolean>;
  /**
   * Deletes several keys.
   * @param keys the keys
   * @returns how many of them existed
   */
  delete(keys: readonly string[]): Promise<number>;
  async delete(key: string | readonly string[]): Promise<boolean | number> {
    this.#check("delete");
    if (key === undefined) throw argumentError("delete", OWNER, 1, "string or Array");
    if (!Array.isArray(key)) return this.#values.delete(String(key));
    return key.filter((one) => this.#values.delete(String(one))).length;
  }

  /**
   * Lists entries in the order of their keys.
   * @typeParam Value the type of a value
   * @param options which entries; all of them by default
   * @returns the entries
   */
  async list<Value = unknown>(options?: ListOptions): Promise<Map<string, Value>> {
    this.#check("list");
    return new Map(this.#values.list(options)) as Map<string, Value>;
  }

  /** @returns the time of the alarm, in milliseconds since 1970, or `null` if none is set, or while it runs */
  async getAlarm(): Promise<number | null> {
    this.#check("getAlarm");
    return this.#alarm.get();
  }

  /**
   * Sets the alarm, which calls the object's `alarm`. Replaces an earlier alarm.
   * @param time when it is due; a time in the past means now
   */
  async setAlarm(time: number | Date): Promise<void> {
    this.#check("setAlarm");
    this.#alarm.set(time);
  }

  /** Deletes the alarm, if one is set. */
  async deleteAlarm(): Promise<void> {
    this.#check("deleteAlarm");
    this.#alarm.restore(null);
  }
}
