import { ErrorCode, illegalInvocation, plainError, typeError } from "../format/errors.js";
import type { DurableObjectId } from "./id.js";
import { makeEnumerable, setToStringTag } from "./platform-class.js";
import type { DurableObjectStub } from "./stub.js";

/** The implementation of a stub. If a handler throws, the promise that the stub returned is rejected. */
export interface StubHandlers {
  /**
   * Calls a method of the object.
   * @param method the method's name; any string
   * @param args the arguments of the call
   * @returns the result, or a promise of it
   */
  call(method: string, args: readonly unknown[]): unknown;
  /**
   * Reads a property of the object: `await stub.title`. Without this handler, a property of a stub can only be called.
   * @param property the property's name; any string
   * @returns the value, or a promise of it
   */
  get?(property: string): unknown;
  /**
   * Handles `stub.fetch(input, init)`. Without this handler, `fetch` rejects.
   * @param input a `Request`, `URL` or string, unchecked
   * @param init the second argument, unchecked
   * @returns a `Response`, or a promise of one
   */
  fetch?(input: unknown, init?: unknown): unknown;
}

/** The handlers of every stub; the methods of its class look them up by `this`. */
const handlersOf = /* @__PURE__ */ new WeakMap<object, StubHandlers>();

/** The class that workerd's stubs inherit from, so that ours look the same: `fetch` and `connect` are enumerable methods. */
class ServiceStub {
  declare readonly [Symbol.toStringTag]: string;

  static {
    setToStringTag(ServiceStub, "Fetcher");
    makeEnumerable(ServiceStub, ["fetch", "connect"]);
  }

  // Without parameters, because the method in workerd has the length 0.
  fetch(...args: [input?: unknown, init?: unknown]): Promise<unknown> {
    const handlers = handlersOf.get(this);
    if (handlers === undefined) throw illegalInvocation();
    return answer(() => {
      if (handlers.fetch === undefined) throw noFetchHandler();
      return handlers.fetch(...(args as [unknown, unknown?]));
    });
  }

  connect(): never {
    throw plainError(ErrorCode.unsupported, "connect() is not supported: stubs of this library can't open sockets.");
  }
}

class DurableObject extends ServiceStub {
  static {
    setToStringTag(DurableObject, "DurableObject");
  }
}

/** Names that JavaScript itself looks up, when a stub is awaited, returned from an async function, or put into JSON. */
const NO_METHODS: ReadonlySet<string> = /* @__PURE__ */ new Set(["then", "toJSON"]);
const INDEX = /^(?:0|[1-9]\d*)$/;

/**
 * Creates the stub of an object, with the shape of workerd's: it has `id` and `name`, can be awaited, printed and put into
 * JSON, and every other name is a method. The handlers implement its methods, its properties and its `fetch`.
 *
 * @typeParam T the class of the object
 * @param id the ID that was passed to `get`: the stub has this same object
 * @param handlers the implementation of the stub
 * @returns the stub
 *
 * @example
 * ```ts
 * import { createStub, type DurableObjectId, DurableObjectNamespace } from "durable-id";
 *
 * interface Room {
 *   say(text: string): string;
 * }
 * const rooms = new DurableObjectNamespace({
 *   uniqueKey: "my-worker-ChatRoom",
 *   connect: (id: DurableObjectId) =>
 *     createStub<Room>(id, { call: (method, args) => `${id.name}.${method}(${args})` }),
 * });
 * await rooms.getByName("lobby").say("hello"); // → "lobby.say(hello)"
 * ```
 */
export function createStub<T = undefined>(id: DurableObjectId, handlers: StubHandlers): DurableObjectStub<T> {
  const shown: PropertyDescriptor = { enumerable: true, configurable: true };
  const target = new DurableObject();
  Object.defineProperties(target, { name: { ...shown, value: id.name }, id: { ...shown, value: id } });
  return remote(target, handlers) as DurableObjectStub<T>;
}

/** Creates a stub without ID and name, as received by the other side if a stub is an argument or a result. */
export function createServiceStub(handlers: StubHandlers): object {
  return remote(new ServiceStub(), handlers);
}

/** The handlers of a stub, or `undefined` for any other value. */
export function stubHandlers(value: object): StubHandlers | undefined {
  return handlersOf.get(value);
}

/** The error for a class without a `fetch` method; the wording is workerd's. */
export function noFetchHandler(): Error {
  return plainError(ErrorCode.method, "Handler does not export a fetch() function.");
}

/** The error for a missing member of an object; the wording is workerd's. */
export function noSuchMethod(name: string): TypeError {
  return typeError(ErrorCode.method, `The RPC receiver does not implement the method "${name}".`);
}

function remote(target: object, handlers: StubHandlers): object {
  const isMember = (property: string | symbol): property is string =>
    typeof property === "string" &&
    !NO_METHODS.has(property) &&
    !INDEX.test(property) &&
    !Reflect.has(target, property);
  const stub = new Proxy(target, {
    has: (_, property) => isMember(property) || Reflect.has(target, property),
    get: (_, property) => (isMember(property) ? member(handlers, property) : Reflect.get(target, property)),
  });
  handlersOf.set(stub, handlers);
  return stub;
}

/** A member of a stub: a function that calls the object's method and, if properties can be read, a thenable of the property. */
function member(handlers: StubHandlers, name: string): unknown {
  const method = (...args: unknown[]) => answer(() => handlers.call(name, args));
  const { get } = handlers;
  if (get === undefined) return method;
  const read = () => answer(() => get(name));
  const then: Promise<unknown>["then"] = (resolved, rejected) => read().then(resolved, rejected);
  return Object.defineProperties(method, {
    // biome-ignore lint/suspicious/noThenProperty: as in workerd, a member can be awaited, which reads the property.
    then: { value: then },
    catch: { value: (rejected: (error: unknown) => unknown) => read().catch(rejected) },
    finally: { value: (settled: () => void) => read().finally(settled) },
  });
}

/** A promise of the handler's result, which is rejected if the handler throws. */
async function answer(handle: () => unknown): Promise<unknown> {
  return handle();
}
