import { argumentError, ErrorCode, typeError } from "../../format/errors.js";

/** Notifies a host about the alarm of a storage. */
export interface AlarmWatcher {
  /** @throws TypeError if the object's class has no `alarm` */
  beforeSet(): void;
  /** Called after each change, with the time of the alarm. */
  changed(time: number | null): void;
}

/** The time of one object's alarm. */
export class AlarmTime {
  #time: number | null = null;
  #watcher: AlarmWatcher | undefined;

  /** Replaces the watcher, because a storage has one host at a time. */
  watch(watcher: AlarmWatcher): void {
    this.#watcher?.changed(null);
    this.#watcher = watcher;
    watcher.changed(this.#time);
  }

  get(): number | null {
    return this.#time;
  }

  /** @throws TypeError (`ERR_DO_ARGUMENT`), with workerd's wording, for anything but a time */
  set(time: unknown): void {
    this.#watcher?.beforeSet();
    this.restore(Math.max(readTime(time), Date.now()));
  }

  /** Sets the time without a check; `null` deletes the alarm. */
  restore(time: number | null): void {
    this.#time = time;
    this.#watcher?.changed(time);
  }
}

function readTime(time: unknown): number {
  if (typeof time !== "number" && !(time instanceof Date)) {
    throw argumentError("setAlarm", "DurableObjectStorage", 1, "date");
  }
  const milliseconds = new Date(time).getTime();
  if (Number.isNaN(milliseconds)) {
    throw typeError(ErrorCode.argument, "The value cannot be converted because it is not a valid Date.");
  }
  if (milliseconds > 0) return milliseconds;
  throw typeError(ErrorCode.argument, "setAlarm() cannot be called with an alarm time <= 0");
}
