import type Database from "libsql";

/** The alarm's row in `_cf_METADATA`. Times are kept in nanoseconds. */
const KEY = 1;
const NANOSECONDS = 1_000_000n;

/** The alarm of an object, in its file. */
export class Alarm {
  readonly #database: Database.Database;
  readonly #hasHandler: boolean;
  readonly #onChange: (time: number | null) => void;
  /** Whether its handler is running and has not set the alarm again. */
  #isDelivered = false;

  /** @param hasHandler whether the object's class has a method `alarm` */
  constructor(database: Database.Database, hasHandler: boolean, onChange: (time: number | null) => void) {
    this.#database = database;
    this.#hasHandler = hasHandler;
    this.#onChange = onChange;
    database.exec("CREATE TABLE IF NOT EXISTS _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB)");
  }

  get(): number | null {
    if (this.#isDelivered) return null;
    const sql = "SELECT value / ? FROM _cf_METADATA WHERE key = ?";
    const row = this.#database.prepare(sql).raw().get([NANOSECONDS, KEY]) as [number | null] | undefined;
    return row?.[0] ?? null;
  }

  set(time: number | Date): void {
    if (!this.#hasHandler) {
      throw new TypeError("Your Durable Object class must have an alarm() handler in order to call setAlarm()");
    }
    const milliseconds = Number(time);
    if (milliseconds <= 0) throw new TypeError("setAlarm() cannot be called with an alarm time <= 0");
    if (Number.isNaN(milliseconds)) {
      throw new TypeError("The value cannot be converted because it is not a valid Date.");
    }
    const sql = "INSERT OR REPLACE INTO _cf_METADATA VALUES (?, ?)";
    this.#database.prepare(sql).run([KEY, BigInt(Math.trunc(milliseconds)) * NANOSECONDS]);
    this.#isDelivered = false;
    this.#onChange(milliseconds);
  }

  delete(): void {
    this.#remove();
    this.#isDelivered = false;
    this.#onChange(null);
  }

  /** Runs the handler. The time stays in the file until it has succeeded, or has failed for the last time. */
  async run(handler: (info: { scheduledTime: number | null }) => unknown, isLast: boolean): Promise<void> {
    const scheduledTime = this.get();
    this.#isDelivered = true;
    let isOver = isLast;
    try {
      await handler({ scheduledTime });
      isOver = true;
    } finally {
      if (isOver && this.#isDelivered) this.#remove();
      this.#isDelivered = false;
    }
  }

  #remove(): void {
    this.#database.prepare("DELETE FROM _cf_METADATA WHERE key = ?").run([KEY]);
  }
}
