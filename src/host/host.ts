import { argumentError, ErrorCode, rangeError } from "../format/errors.js";
import { createStub } from "../namespace/create-stub.js";
import type { DurableObjectId } from "../namespace/id.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import type { GetOptions } from "../namespace/options.js";
import { Connection } from "./connection.js";
import { objectsOf } from "./controls.js";
import { HostedObject, type ObjectSource } from "./hosted-object.js";
import { memoryStorage } from "./storage/memory-storage.js";
import type { HostEnv, HostOptions, ObjectClass, ObjectClasses } from "./types.js";
import { replaceEnv } from "./workers.js";

/** The class of one unique key with its objects. Several bindings may share it. */
interface BoundClass extends ObjectSource {
  readonly objects: Map<string, HostedObject>;
}

/**
 * Creates an env whose namespaces reach objects in this process: a fast layer for unit tests, in Node, Bun, Deno and
 * browsers. Calls, errors, storage and alarms work as in workerd, which the tests of this package compare. Unsupported
 * features, such as WebSockets, throw `ERR_DO_UNSUPPORTED`: test them in the real runtime.
 *
 * A stub is returned at once. Its object is constructed at the first call, as `new Class(ctx, env)`, and stays in memory
 * until it breaks or is evicted by `evictDurableObject`.
 *
 * @typeParam Classes the type of `classes`
 * @typeParam Extra the type of the option `env`
 * @param classes the class of each namespace, by binding. Bindings with the same class share one namespace
 * @param options the worker's name, which is part of the unique keys, and further settings
 * @returns the env: a namespace for each binding, and the values of the option `env`
 * @throws TypeError (`ERR_DO_ARGUMENT`) if a value of `classes` is not a class; RangeError (`ERR_DO_HOST`) if a class has
 * neither a name nor a unique key, if two classes have the same key, and if `env` already has the name of a binding
 *
 * @example
 * ```js
 * import { host } from "durable-id/host";
 *
 * class ChatRoom {
 *   #said = 0;
 *   say(text = "") {
 *     this.#said += 1;
 *     return `${this.#said}: ${text}`;
 *   }
 * }
 * const env = host({ ROOMS: ChatRoom }, { worker: "my-worker" });
 * await env.ROOMS.getByName("foo").say("hello"); // → "1: hello"
 * await env.ROOMS.getByName("foo").say("again"); // → "2: again"
 * ```
 */
export function host<Classes extends ObjectClasses, Extra extends object = object>(
  classes: Classes,
  options: HostOptions<Extra> = {},
): HostEnv<Classes, Extra> {
  if (typeof classes !== "object" || classes === null) throw argumentError("host", "durable-id/host", 1, "object");
  const { worker = "worker", uniqueKeys = {}, env: extra, onGet, onCall, ...rest } = options;
  const { storage = memoryStorage(), onBackgroundError, compatibilityDate, ...settings } = rest;
  const env: Record<string, unknown> = { ...extra };
  const boundClasses = new Map<string, BoundClass>();

  for (const [binding, Class] of Object.entries(classes)) {
    if (typeof Class !== "function") throw argumentError("host", "durable-id/host", 1, `a class for ${binding}`);
    if (Object.hasOwn(env, binding)) throw hostError(`"${binding}" is both a binding and a name in the option \`env\``);
    const uniqueKey = uniqueKeys[binding] ?? `${worker}-${nameOf(Class, binding)}`;
    const bound: BoundClass = boundClasses.get(uniqueKey) ?? {
      Class,
      env,
      storage,
      onBackgroundError,
      compatibilityDate,
      objects: new Map(),
    };
    if (bound.Class !== Class) throw hostError(`two classes have the unique key ${JSON.stringify(uniqueKey)}`);
    boundClasses.set(uniqueKey, bound);
    const connect = (id: DurableObjectId, getOptions: GetOptions) => {
      onGet?.(id, getOptions, binding);
      return createStub(id, new Connection(id, () => objectOf(bound, id), onCall));
    };
    objectsOf.set(connect, bound.objects);
    env[binding] = new DurableObjectNamespace({ ...settings, uniqueKey, connect });
  }
  replaceEnv(env);
  return env as HostEnv<Classes, Extra>;
}

function nameOf(Class: ObjectClass, binding: string): string {
  if (Class.name !== "") return Class.name;
  throw hostError(`the class of "${binding}" has no name, which its unique key needs: pass \`uniqueKeys\``);
}

function objectOf({ objects, ...source }: BoundClass, id: DurableObjectId): HostedObject {
  const digits = String(id);
  const object = objects.get(digits) ?? new HostedObject(source, id);
  objects.set(digits, object);
  return object;
}

function hostError(fault: string): RangeError {
  return rangeError(ErrorCode.host, `Can't host these classes: ${fault}.`);
}
