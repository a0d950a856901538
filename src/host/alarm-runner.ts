import { ErrorCode, typeError } from "../format/errors.js";
import type { DurableObjectId } from "../namespace/id.js";
import type { Instance, InstanceSource } from "./instance.js";
import type { AlarmTime } from "./storage/alarm.js";
import { alarmOf, MemoryStorage } from "./storage/memory-storage.js";

/** `setTimeout` takes no longer delay; a longer one would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;
const MOST_RETRIES = 6;
const FIRST_RETRY_AFTER = 2_000;

/** What an object's `alarm` is called with. */
export interface AlarmInfo {
  /** How often the alarm has failed before. */
  readonly retryCount: number;
  /** Whether it has failed before. */
  readonly isRetry: boolean;
  /** When it was due, in milliseconds since 1970. */
  readonly scheduledTime: number;
}

/** Runs the alarm of one object when it is due, and again later if it fails, as workerd does. */
export class AlarmRunner {
  readonly #source: InstanceSource;
  readonly #id: DurableObjectId;
  readonly #instance: () => Instance;
  #time: AlarmTime | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retries = 0;

  /** @param instance gives the instance of the object that takes events now */
  constructor(source: InstanceSource, id: DurableObjectId, instance: () => Instance) {
    this.#source = source;
    this.#id = id;
    this.#instance = instance;
  }

  /** Follows the alarm of a storage, if it is one of this library. */
  watch(storage: unknown): void {
    if (!(storage instanceof MemoryStorage)) return;
    this.#time = alarmOf(storage);
    this.#time.watch({ beforeSet: () => this.#requireHandler(), changed: (due) => this.#changed(due) });
  }

  /**
   * Runs the alarm now, if one is set.
   * @returns whether one was set
   * @throws what the object's `alarm` throws; the alarm is not set again
   */
  async run(): Promise<boolean> {
    const scheduledTime = this.#time?.get() ?? null;
    if (scheduledTime === null) return false;
    const retryCount = this.#retries;
    this.#time?.restore(null);
    const info: AlarmInfo = { scheduledTime, retryCount, isRetry: retryCount > 0 };
    await this.#instance().deliver((object) => (object as { alarm(info: AlarmInfo): unknown }).alarm(info));
    return true;
  }

  #changed(due: number | null): void {
    this.#retries = 0;
    this.#schedule(due);
  }

  #schedule(due: number | null): void {
    clearTimeout(this.#timer);
    if (due === null) return;
    const delay = Math.min(Math.max(due - Date.now(), 0), LONGEST_DELAY);
    this.#timer = setTimeout(() => (Date.now() < due ? this.#schedule(due) : void this.#runDue()), delay);
    // A process doesn't live on for an alarm: in Node, timers can be told so.
    (this.#timer as { unref?(): void }).unref?.();
  }

  async #runDue(): Promise<void> {
    const retries = this.#retries;
    try {
      await this.run();
    } catch (error) {
      this.#source.onBackgroundError?.(error, this.#id);
      // An alarm that the object has set meanwhile counts as a new one.
      if (retries === MOST_RETRIES || this.#time?.get() !== null) return;
      this.#time.restore(Date.now() + FIRST_RETRY_AFTER * 2 ** retries);
      this.#retries = retries + 1;
    }
  }

  /** The wording is workerd's. */
  #requireHandler(): void {
    if (typeof this.#source.Class.prototype?.alarm === "function") return;
    throw typeError(
      ErrorCode.method,
      "Your Durable Object class must have an alarm() handler in order to call setAlarm()",
    );
  }
}
