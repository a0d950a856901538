import { ErrorCode, typeError } from "../format/errors.js";
import type { DurableObjectId } from "../namespace/id.js";
import { contextId } from "../namespace/transfer.js";
import { carry } from "./carry.js";
import { ObjectContext } from "./context.js";
import type { ObjectClass } from "./types.js";

/** What objects of one class are made with. */
export interface Maker {
  readonly Class: ObjectClass;
  readonly env: object;
  readonly storage: ((id: DurableObjectId) => unknown) | undefined;
  readonly onWaitUntilError: ((error: unknown, id: DurableObjectId) => void) | undefined;
}

/** One object from its construction on, until it fails to get ready. */
interface Life {
  readonly object: object;
  /** Settles when all that blocks calls is over; rejects where it failed, and stays so. */
  gate: Promise<unknown>;
}

/** The object of one ID: constructed once, at its first call, and again only where that failed. */
export class HostedObject {
  readonly #maker: Maker;
  #life: Promise<Life> | undefined;

  constructor(maker: Maker) {
    this.#maker = maker;
  }

  /**
   * Calls a method, once the object is there and ready. Rejects with whatever the constructor or the method throws.
   * @param id as the caller has it: the one whose call constructs the object gives it its name
   */
  async call(id: DurableObjectId, method: string, args: readonly unknown[]): Promise<unknown> {
    // Before the first `await`: what the caller does with them later is nothing to the object.
    const carried = args.map(carry);
    return carry(await this.#invoke(id, method, carried));
  }

  /** Calls `fetch`, with a `Request` of the arguments; neither it nor the answer is copied. */
  async fetch(id: DurableObjectId, input: Request | URL | string, init?: RequestInit): Promise<unknown> {
    return this.#invoke(id, "fetch", [new Request(input, init)]);
  }

  async #invoke(id: DurableObjectId, method: string, args: readonly unknown[]): Promise<unknown> {
    this.#life ??= this.#begin(id);
    const life = await this.#life;
    // One that waited may find that another, before it in the line, blocks again.
    for (let gate: unknown; gate !== life.gate; ) {
      gate = life.gate;
      await gate;
    }
    return Reflect.apply(methodOf(life.object, method), life.object, args);
  }

  #begin(id: DurableObjectId): Promise<Life> {
    // Later, and not within the caller's call: a stub's method never runs anything of the object's before it returns.
    const life = Promise.resolve().then(() => this.#construct(contextId(id), end));
    const end = () => {
      if (this.#life === life) this.#life = undefined;
    };
    life.catch(end);
    return life;
  }

  #construct(id: DurableObjectId, end: () => void): Life {
    const { Class, env, storage, onWaitUntilError } = this.#maker;
    let gate: Promise<unknown> = Promise.resolve();
    let life: Life | undefined;
    const block = <Result>(callback: () => Promise<Result>): Promise<Result> => {
      const result = (async () => callback())();
      gate = Promise.all([gate, result]);
      gate.catch(end);
      if (life !== undefined) life.gate = gate;
      return result;
    };
    const context = new ObjectContext({ id, storage, onWaitUntilError, block });
    life = { object: Reflect.construct(Class, [context, env]) as object, gate };
    return life;
  }
}

/** A method of the object's class: what the object has of its own, or of every object, can't be called from outside. */
function methodOf(object: object, name: string): () => unknown {
  for (
    let owner: unknown = Object.getPrototypeOf(object);
    isClassPrototype(owner);
    owner = Object.getPrototypeOf(owner)
  ) {
    const property = Object.getOwnPropertyDescriptor(owner, name);
    if (property === undefined) continue;
    if (typeof property.value === "function" && name !== "constructor") return property.value as () => unknown;
    if (property.get !== undefined) throw typeError(ErrorCode.method, `"${name}" is not a function.`);
    break;
  }
  throw typeError(ErrorCode.method, `The RPC receiver does not implement the method "${name}".`);
}

function isClassPrototype(value: unknown): value is object {
  return typeof value === "object" && value !== null && value !== Object.prototype;
}
