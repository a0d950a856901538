import type { ObjectContext } from "../../src/host.js";
import { DurableObjectId, DurableObjectNamespace } from "../../src/index.js";
import type { ListingApi } from "../../src/rest.js";
import { AUTHORIZED, get, NAMESPACES } from "../rest/support.js";
import type { PeerObject } from "./objects.js";

/** What the steps of a case use to look at results: one call each. */
export const is = {
  same: (one: unknown, other: unknown) => Object.is(one, other),
  undefined: () => undefined,
  className: (value: object) => value.constructor.name,
  /** A namespace in another process would be this one. */
  namespace: (uniqueKey: string) => new DurableObjectNamespace({ uniqueKey }),
  keys: (value: object) => Object.keys(value),
  /** Own members and those of the class, as `for…in` and a debugger show them. */
  members: (value: object) =>
    [...Object.keys(value), ...Object.getOwnPropertyNames(Object.getPrototypeOf(value))]
      .filter((name) => name !== "constructor")
      .sort(),
  repeated: (text: string, times: number) => text.repeat(times),
  sorted: (values: readonly unknown[]) => values.map(String).sort(),
  firstBit: (id: unknown) => Number.parseInt(String(id)[0], 16) >> 3,
  upperCase: (text: string) => text.toUpperCase(),
  assigned: (target: object, member: string, result: unknown) => Reflect.set(target, member, () => result),
  /** Calls or reads a member of each. */
  each: async (targets: readonly object[], member: string) => {
    const results: unknown[] = [];
    for (const target of targets) {
      const found: unknown = Reflect.get(target, member);
      results.push(await (typeof found === "function" ? Reflect.apply(found, target, []) : found));
    }
    return results;
  },
  simultaneous: (target: object, member: string, times: number) =>
    Promise.all(Array.from({ length: times }, () => Reflect.apply(Reflect.get(target, member), target, []))),
  // Callbacks of runInDurableObject.
  count: () => (instance: PeerObject) => instance.count,
  setCount: (count: number) => (instance: PeerObject) => {
    instance.count = count;
  },
  setStored: (count: number) => (_: PeerObject, ctx: ObjectContext) => ctx.storage.put("count", count),
  fetchInside: (url: string) => (instance: PeerObject) => instance.fetch(new Request(url)),
};

/** The listing API, asked with good credentials: a path below the account's namespaces, such as `/my-worker-Room/objects`. */
export function listing(api: ListingApi) {
  return {
    get: async (path: string) => {
      const { status, body } = await get(api, `${NAMESPACES}${path}`, AUTHORIZED);
      return { status, ...body };
    },
  };
}

/** A result as JSON has it: IDs are their digits, and what JSON lacks is text. */
export function outcome(value: unknown): unknown {
  if (value === undefined) return "undefined";
  if (value instanceof DurableObjectId) return String(value);
  if (Array.isArray(value)) return value.map(outcome);
  return value;
}
