import type { DurableObjectId } from "../namespace/id.js";
import { copyError, isError } from "../namespace/packed-value.js";
import { ObjectContext } from "./context.js";
import { gatedStorage } from "./gated-storage.js";
import { InputGate } from "./input-gate.js";
import type { ObjectClass } from "./types.js";

/** What objects of one class have in common. */
export interface InstanceSource {
  readonly Class: ObjectClass;
  readonly env: object;
  readonly onBackgroundError: ((error: unknown, id: DurableObjectId) => void) | undefined;
}

/** An object in memory, from its construction until it breaks or is evicted. */
export class Instance {
  readonly gate: InputGate = new InputGate();
  readonly context: ObjectContext;
  readonly #onBroken: () => void;
  readonly #rejectCalls = new Set<(reason: unknown) => void>();
  #object: object | undefined;
  #broken: { readonly reason: unknown } | undefined;

  /**
   * @param id the ID that the object sees
   * @param storage returns the object's storage, at its first use
   * @param onBroken called once, if the object breaks
   */
  constructor(source: InstanceSource, id: DurableObjectId, storage: () => unknown, onBroken: () => void) {
    this.#onBroken = onBroken;
    this.context = new ObjectContext({
      id,
      storage: () => gatedStorage(storage(), this.gate, () => this.#check()),
      onBackgroundError: source.onBackgroundError,
      block: (callback) => this.#block(callback),
      abort: (reason) => this.#abort(reason),
    });
    // The first event: a stub's method never runs code of the object before it returns.
    void this.gate.enter().then(() => this.#construct(source));
  }

  /** Whether it can't be called anymore. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /**
   * Runs an event, in its turn.
   * @throws the error of the event, or the reason why the object broke before the event ended
   */
  deliver<Result>(event: (object: object) => Result | Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) {
        reject(this.#broken.reason);
        return;
      }
      this.#rejectCalls.add(reject);
      void this.#run(event)
        .then(resolve, reject)
        .finally(() => this.#rejectCalls.delete(reject));
    });
  }

  /** Resolves when no event is in progress. */
  async idle(): Promise<void> {
    while (this.#rejectCalls.size > 0) await this.gate.enter();
  }

  /** Rejects all events in progress with an error, and refuses further ones. */
  break(reason: unknown): void {
    if (this.#broken !== undefined) return;
    this.#broken = { reason };
    this.#onBroken();
    for (const reject of this.#rejectCalls) reject(reason);
  }

  async #run<Result>(event: (object: object) => Result | Promise<Result>): Promise<Result> {
    await this.gate.enter();
    // The object broke while the event waited, whose promise is already rejected.
    if (this.#object === undefined || this.isBroken) return new Promise(() => {});
    return event(this.#object);
  }

  #check(): void {
    if (this.#broken !== undefined) throw this.#broken.reason;
  }

  #construct({ Class, env }: InstanceSource): void {
    try {
      this.#object = Reflect.construct(Class, [this.context, env]) as object;
    } catch (error) {
      this.break(resetError(error));
    }
  }

  #abort(reason: unknown): unknown {
    const error = abortError(reason);
    this.break(error);
    return error;
  }

  #block<Result>(callback: () => Promise<Result>): Promise<Result> {
    const result = (async () => callback())();
    result.catch((error) => this.break(resetError(error)));
    return this.gate.hold(result);
  }
}

/** The error for calls in progress if the object can't continue. */
function resetError(error: unknown): unknown {
  const reason = isError(error) ? (copyError(error) as Error) : new Error(String(error));
  return Object.assign(reason, { durableObjectReset: true });
}

/** The wording is workerd's. */
function abortError(reason: unknown): unknown {
  const message = reason === undefined ? "Application called abort() to reset Durable Object." : String(reason);
  return Object.assign(new Error(message), { durableObjectReset: true });
}
