import { argumentError, ErrorCode, rangeError } from "../format/errors.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import { HostedObject, type Maker } from "./object.js";
import { createStub } from "./stub.js";
import type { HostEnv, HostOptions, ObjectClass, ObjectClasses } from "./types.js";

/** The objects of one unique key, be it bound once or several times. */
interface Home extends Maker {
  readonly objects: Map<string, HostedObject>;
}

/**
 * An env whose namespaces reach objects in this very process: in Node, Bun, Deno, a browser or a test. A stub is there
 * at once; its object is made at its first call, as `new Class(ctx, env)`, and lives as long as the host. Nothing is
 * stored, and no object is ever evicted.
 *
 * @typeParam Classes the type of `classes`
 * @typeParam Extra the type of the option `env`
 * @param classes the class of each namespace, by binding. Bindings of one class are one namespace
 * @param options the worker's name, of which unique keys are made, and what else there is to set
 * @returns the env: a namespace for each binding, and what the option `env` holds
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
  const { worker = "worker", uniqueKeys = {}, storage, onWaitUntilError, onGet, env: extra, ...settings } = options;
  const env: Record<string, unknown> = { ...extra };
  const homes = new Map<string, Home>();

  for (const [binding, Class] of Object.entries(classes)) {
    if (typeof Class !== "function") throw argumentError("host", "durable-id/host", 1, `a class for ${binding}`);
    if (Object.hasOwn(env, binding)) throw hostError(`"${binding}" is a class's, and in the option \`env\` too`);
    const uniqueKey = uniqueKeys[binding] ?? `${worker}-${nameOf(Class, binding)}`;
    const home: Home = homes.get(uniqueKey) ?? { Class, env, storage, onWaitUntilError, objects: new Map() };
    if (home.Class !== Class) throw hostError(`two classes have the unique key ${JSON.stringify(uniqueKey)}`);
    homes.set(uniqueKey, home);
    env[binding] = new DurableObjectNamespace({
      ...settings,
      uniqueKey,
      connect(id, getOptions) {
        onGet?.(id, getOptions, binding);
        return createStub(id, () => objectOf(home, String(id)));
      },
    });
  }
  return env as HostEnv<Classes, Extra>;
}

function nameOf(Class: ObjectClass, binding: string): string {
  if (Class.name !== "") return Class.name;
  throw hostError(`the class of "${binding}" has no name to make a unique key of: pass \`uniqueKeys\``);
}

function objectOf({ objects, ...maker }: Home, digits: string): HostedObject {
  const object = objects.get(digits) ?? new HostedObject(maker);
  objects.set(digits, object);
  return object;
}

function hostError(fault: string): RangeError {
  return rangeError(ErrorCode.host, `These can't be hosted: ${fault}.`);
}
