import { argumentError, ErrorCode, plainError } from "../format/errors.js";
import { stubHandlers } from "../namespace/create-stub.js";
import { namespaceState } from "../namespace/holder.js";
import type { DurableObjectId } from "../namespace/id.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";
import { Connection } from "./connection.js";
import type { ObjectContext } from "./context.js";
import type { HostedObject } from "./hosted-object.js";

/** The objects of each namespace of a host, by the `connect` that its subnamespaces share. */
export const objectsOf: WeakMap<object, ReadonlyMap<string, HostedObject>> = /* @__PURE__ */ new WeakMap();

/**
 * Runs a callback with the object itself, as a separate event: it can call methods that stubs can't, and read the storage.
 * @typeParam Instance the class of the object
 * @typeParam Result the result of the callback
 * @param stub a stub of a host
 * @param callback called with the object, which is constructed if needed, and its `ctx`
 * @returns the result of the callback, not copied
 * @throws TypeError (`ERR_DO_ARGUMENT`) if the stub isn't one of a host; the error of the callback, unchanged
 */
export async function runInDurableObject<Instance extends object, Result>(
  stub: object,
  callback: (instance: Instance, ctx: ObjectContext) => Result | Promise<Result>,
): Promise<Result> {
  return connectionOf(stub, "runInDurableObject").deliver((object, { context }) =>
    callback(object as Instance, context),
  );
}

/**
 * Runs the alarm of an object now, whenever it is due.
 * @param stub a stub of a host
 * @returns whether an alarm was set
 * @throws TypeError (`ERR_DO_ARGUMENT`) if the stub isn't one of a host; the error of the object's `alarm`
 */
export async function runDurableObjectAlarm(stub: object): Promise<boolean> {
  return connectionOf(stub, "runDurableObjectAlarm").object.runAlarm();
}

/**
 * Removes an object from memory, after its calls in progress have ended. Its storage is kept, and its stubs stay valid: the
 * next call constructs the object again.
 * @param stub a stub of a host
 * @throws TypeError (`ERR_DO_ARGUMENT`) if the stub isn't one of a host, Error (`ERR_DO_HOST`) if the object isn't in memory
 */
export async function evictDurableObject(stub: object): Promise<void> {
  if (await connectionOf(stub, "evictDurableObject").object.evict()) return;
  throw plainError(
    ErrorCode.host,
    "The object is not in memory: it was never called, or not since it was last evicted.",
  );
}

/**
 * Lists the objects of a namespace.
 * @typeParam T the class of the objects
 * @typeParam Stub the type of a stub
 * @param namespace a namespace of a host; for a subnamespace, only the objects in its jurisdiction
 * @returns the IDs of the objects that were constructed, without names
 * @throws TypeError (`ERR_DO_ARGUMENT`) if the namespace isn't one of a host
 */
export async function listDurableObjectIds<T, Stub>(
  namespace: DurableObjectNamespace<T, Stub>,
): Promise<DurableObjectId[]> {
  const objects = objectsOf.get(namespaceState(namespace).connect ?? namespace);
  if (objects === undefined)
    throw argumentError("listDurableObjectIds", "durable-id/host", 1, "DurableObjectNamespace");
  return [...objects].flatMap(([digits, { isCreated }]) => (isCreated && namespace.tryIdFromString(digits)) || []);
}

function connectionOf(stub: object, caller: string): Connection {
  const handlers = typeof stub === "object" && stub !== null ? stubHandlers(stub) : undefined;
  if (handlers instanceof Connection) return handlers;
  throw argumentError(caller, "durable-id/host", 1, "DurableObjectStub");
}
