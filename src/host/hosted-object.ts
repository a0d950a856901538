import type { DurableObjectId } from "../namespace/id.js";
import { contextId } from "../namespace/transfer.js";
import { AlarmRunner } from "./alarm-runner.js";
import { Instance, type InstanceSource } from "./instance.js";

/** What the objects of one class have in common. */
export interface ObjectSource extends InstanceSource {
  readonly storage: (id: DurableObjectId) => unknown;
  readonly compatibilityDate: string | undefined;
}

/** The object of one ID: its storage, which is kept, and its instance, which is constructed when it is first needed. */
export class HostedObject {
  readonly source: ObjectSource;
  /** Whether the object was ever constructed. */
  isCreated = false;
  readonly #alarm: AlarmRunner;
  readonly #id: DurableObjectId;
  #instance: Instance | undefined;
  #storage: unknown;

  /** @param id the ID of the object, for an alarm without an instance */
  constructor(source: ObjectSource, id: DurableObjectId) {
    this.source = source;
    this.#id = contextId(id);
    this.#alarm = new AlarmRunner(source, this.#id, () => this.instanceFor(id));
  }

  /**
   * The current instance, which is constructed if needed.
   * @param id the caller's ID: the object gets the name of the ID whose event constructs it
   */
  instanceFor(id: DurableObjectId): Instance {
    if (this.#instance === undefined) {
      this.isCreated = true;
      const own = contextId(id);
      const instance: Instance = new Instance(
        this.source,
        own,
        () => this.#storageOf(own),
        () => this.#forget(instance),
      );
      this.#instance = instance;
    }
    return this.#instance;
  }

  /** Runs the alarm now. @returns whether one was set, by this host or an earlier one with the same storage */
  async runAlarm(): Promise<boolean> {
    this.#storageOf(this.#id);
    return this.#alarm.run();
  }

  /** Removes the instance from memory once it is idle. Its stubs stay valid. @returns whether there was one */
  async evict(): Promise<boolean> {
    const instance = this.#instance;
    if (instance === undefined) return false;
    await instance.idle();
    this.#forget(instance);
    return true;
  }

  #forget(instance: Instance): void {
    if (this.#instance === instance) this.#instance = undefined;
  }

  #storageOf(id: DurableObjectId): unknown {
    if (this.#storage === undefined) {
      this.#storage = this.source.storage(id);
      this.#alarm.watch(this.#storage);
    }
    return this.#storage;
  }
}
