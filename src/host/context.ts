import type { DurableObjectId } from "../namespace/id.js";
import type { MemoryStorage } from "./storage/memory-storage.js";
import { unsupported } from "./unsupported.js";

/** The parts of its runtime that an object is constructed with. */
export interface ContextSource {
  readonly id: DurableObjectId;
  readonly onBackgroundError: ((error: unknown, id: DurableObjectId) => void) | undefined;
  storage(): unknown;
  block<Result>(callback: () => Promise<Result>): Promise<Result>;
  /** @returns the error for the object to throw */
  abort(reason: unknown): unknown;
}

/** The properties of workerd's `ctx` that are missing here. */
const MISSING = [
  "exports",
  "facets",
  "props",
  "acceptWebSocket",
  "getWebSockets",
  "getTags",
  "setWebSocketAutoResponse",
  "getWebSocketAutoResponse",
  "getWebSocketAutoResponseTimestamp",
  "setHibernatableWebSocketEventTimeout",
  "getHibernatableWebSocketEventTimeout",
] as const;

/**
 * `ctx`: the first argument of an object's constructor. Properties that only workerd has throw `ERR_DO_UNSUPPORTED`.
 * @typeParam Storage the type of `storage`
 */
export class ObjectContext<Storage = MemoryStorage> {
  /** The object's ID. It has the name if the object was reached by it, and the name is at most 1,024 bytes of UTF-8. */
  readonly id: DurableObjectId;
  readonly #source: ContextSource;
  #storage: Storage | undefined;

  static {
    for (const member of MISSING) {
      const get = () => {
        throw unsupported(`ctx.${member}`);
      };
      Object.defineProperty(ObjectContext.prototype, member, { get, configurable: true });
    }
  }

  constructor(source: ContextSource) {
    this.id = source.id;
    this.#source = source;
  }

  /** The object's storage: in memory, or the result of the host's option `storage` for its ID. */
  get storage(): Storage {
    this.#storage ??= this.#source.storage() as Storage;
    return this.#storage;
  }

  /**
   * Returns at once: an object lives as long as its host. A rejection is passed to the host's option `onBackgroundError`, and
   * never ends the process.
   * @param promise the object's work in the background
   */
  waitUntil(promise: Promise<unknown>): void {
    const { onBackgroundError, id } = this.#source;
    Promise.resolve(promise).catch((error) => onBackgroundError?.(error, id));
  }

  /**
   * Runs the callback at once, and holds back events until it is done. If it fails, the object breaks, and the next stub gets
   * a new one.
   * @typeParam Result the result of the callback
   * @param callback called at once, without arguments
   * @returns the result of the callback
   */
  blockConcurrencyWhile<Result>(callback: () => Promise<Result>): Promise<Result> {
    return this.#source.block(callback);
  }

  /**
   * Breaks the object: calls in progress are rejected, and later calls of the same stubs too. The next stub gets a new object.
   * @param reason the message of the error that callers get
   * @throws Error always, so that the object stops
   */
  abort(reason?: unknown): never {
    throw this.#source.abort(reason);
  }
}
