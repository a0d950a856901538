import { ErrorCode, typeError } from "../format/errors.js";
import type { DurableObjectId } from "../namespace/id.js";
import type { Instance, InstanceSource } from "./instance.js";
import type { AlarmTime } from "./storage/alarm.js";
import { alarmOf, MemoryStorage } from "./storage/memory-storage.js";

/** The maximum delay of `setTimeout`; a longer one would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;
const MOST_RETRIES = 6;
const FIRST_RETRY_AFTER = 2_000;

/** The argument of an object's `alarm`. */
export interface AlarmInfo {
  /** How many times the alarm has already failed. */
  readonly retryCount: number;
  /** Whether it has already failed. */
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

  /** @param instance returns the current instance of the object */
  constructor(source: InstanceSource, id: DurableObjectId, instance: () => Instance) {
    this.#source = source;
    this.#id = id;
    this.#instance = instance;
  }

  /** Watches the alarm of a storage, if it is a storage of this library. */
  watch(storage: unknown): void {
    if (!(storage instanceof MemoryStorage)) return;
    this.#time = alarmOf(storage);
    this.#time.watch({ beforeSet: () => this.#requireHandler(), changed: (due) => this.#changed(due) });
  }

  /**
   * Runs the alarm now, if one is set.
   * @returns whether one was set
   * @throws the error that the object's `alarm` throws; the alarm is not set again
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
    // The timer must not keep the process alive: in Node, timers have a method for that.
    (this.#timer as { unref?(): void }).unref?.();
  }

  async #runDue(): Promise<void> {
    const retries = this.#retries;
    try {
      await this.run();
    } catch (error) {
      this.#source.onBackgroundError?.(error, this.#id);
      // If the object has set another alarm in the meantime, that one is new.
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
