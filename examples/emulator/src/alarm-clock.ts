import type Database from "libsql";
import { openDatabase } from "./storage/database.js";

const NANOSECONDS = 1_000_000n;
/** The longest delay that `setTimeout` supports. */
const LONGEST = 2 ** 31 - 1;
/** Milliseconds before the first retry of a failed alarm; each further delay is twice as long. */
const FIRST_RETRY = 2_000;
/** The maximum number of retries. */
export const ALARM_RETRIES = 6;

/** Runs the alarm of an object, and returns whether its handler succeeded. */
export type RunAlarm = (id: string, retryCount: number) => Promise<boolean>;

/** The alarms of a namespace's objects, kept in `metadata.sqlite` of its folder, so that they survive a restart. */
export class AlarmClock {
  readonly #database: Database.Database;
  readonly #run: RunAlarm;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** Opens the file, and sets a timer for each alarm in it. An overdue alarm runs at once. */
  constructor(file: string, run: RunAlarm) {
    this.#run = run;
    this.#database = openDatabase(file);
    this.#database.exec(
      "CREATE TABLE IF NOT EXISTS _cf_ALARM (actor_id TEXT PRIMARY KEY, scheduled_time INTEGER) WITHOUT ROWID",
    );
    const sql = "SELECT actor_id, scheduled_time / ? FROM _cf_ALARM";
    const rows = this.#database.prepare(sql).raw().all([NANOSECONDS]) as [string, number][];
    for (const [id, time] of rows) this.#wait(id, time, 0);
  }

  set(id: string, time: number | null): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (time === null) {
      this.#database.prepare("DELETE FROM _cf_ALARM WHERE actor_id = ?").run([id]);
      return;
    }
    const sql = "INSERT OR REPLACE INTO _cf_ALARM (actor_id, scheduled_time) VALUES (?, ?)";
    this.#database.prepare(sql).run([id, BigInt(Math.trunc(time)) * NANOSECONDS]);
    this.#wait(id, time, 0);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#database.close();
  }

  #wait(id: string, time: number, retryCount: number): void {
    const delay = Math.max(0, time - Date.now());
    const ring = () => (delay > LONGEST ? this.#wait(id, time, retryCount) : this.#ring(id, retryCount));
    this.#timers.set(id, setTimeout(ring, Math.min(delay, LONGEST)));
  }

  async #ring(id: string, retryCount: number): Promise<void> {
    const timer = this.#timers.get(id);
    const isDone = await this.#run(id, retryCount).catch(() => false);
    if (this.#timers.get(id) !== timer) return; // it was set again, or deleted
    if (isDone || retryCount >= ALARM_RETRIES) this.set(id, null);
    else this.#wait(id, Date.now() + FIRST_RETRY * 2 ** retryCount, retryCount + 1);
  }
}
