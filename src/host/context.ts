import { ErrorCode, plainError } from "../format/errors.js";
import type { DurableObjectId } from "../namespace/id.js";

/** What of its runtime an object is constructed with. */
export interface ContextSource {
  readonly id: DurableObjectId;
  readonly storage: ((id: DurableObjectId) => unknown) | undefined;
  readonly onWaitUntilError: ((error: unknown, id: DurableObjectId) => void) | undefined;
  block<Result>(callback: () => Promise<Result>): Promise<Result>;
}

/** `ctx`: the first argument of an object's constructor. */
export class ObjectContext {
  /** The object's ID, with its name if it was reached by it and the name is at most 1,024 bytes of UTF-8. */
  readonly id: DurableObjectId;
  readonly #source: ContextSource;
  #storage: unknown;

  constructor(source: ContextSource) {
    this.id = source.id;
    this.#source = source;
  }

  /**
   * What the host's option `storage` gives for this ID.
   * @throws Error (`ERR_DO_NO_STORAGE`) where the host has no such option
   */
  get storage(): unknown {
    const { storage, id } = this.#source;
    if (storage === undefined) {
      throw plainError(
        ErrorCode.noStorage,
        "This host keeps no storage: pass `storage: (id) => …`, which makes what objects find as ctx.storage.",
      );
    }
    this.#storage ??= storage(id);
    return this.#storage;
  }

  /**
   * Returns at once: an object lives as long as its host. A rejection goes to the host's option `onWaitUntilError`, and
   * never ends the process.
   * @param promise what the object does in the background
   */
  waitUntil(promise: Promise<unknown>): void {
    const { onWaitUntilError, id } = this.#source;
    Promise.resolve(promise).catch((error) => onWaitUntilError?.(error, id));
  }

  /**
   * Runs the callback at once, and holds back calls until it is done; if it fails, the object is made anew at the next.
   * @typeParam Result what the callback resolves to
   * @param callback called at once, without arguments
   * @returns what the callback resolves to
   */
  blockConcurrencyWhile<Result>(callback: () => Promise<Result>): Promise<Result> {
    return this.#source.block(callback);
  }
}
