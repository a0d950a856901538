import { ErrorCode, typeError } from "../format/errors.js";
import { noSuchMethod } from "../namespace/create-stub.js";

/** Methods that the platform itself calls, and that no stub can. */
const RESERVED: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "alarm",
  "webSocketMessage",
  "webSocketClose",
  "webSocketError",
  "dup",
]);

type Method = (...args: unknown[]) => unknown;

/**
 * A method of the object's class. What an object has of its own, or shares with every object, can't be called from outside.
 * @throws TypeError (`ERR_DO_METHOD`), with workerd's wording, if the class lacks it
 */
export function methodOf(object: object, name: string): Method {
  const { value, get } = memberOf(object, name);
  if (typeof value === "function") return value as Method;
  // A getter may return a function, which can be called.
  const read: unknown = get === undefined ? undefined : Reflect.apply(get, object, []);
  if (typeof read === "function") return read as Method;
  throw typeError(ErrorCode.method, `"${name}" is not a function.`);
}

/**
 * A property of the object's class: what a getter returns, or a method as a function.
 * @throws TypeError (`ERR_DO_METHOD`), with workerd's wording, if the class lacks it
 */
export function propertyOf(object: object, name: string): unknown {
  const { value, get } = memberOf(object, name);
  if (get !== undefined) return Reflect.apply(get, object, []);
  return typeof value === "function" ? (value as Method).bind(object) : value;
}

function memberOf(object: object, name: string): PropertyDescriptor {
  if (RESERVED.has(name)) {
    throw typeError(ErrorCode.method, `'${name}' is a reserved method and cannot be called over RPC.`);
  }
  let owner: unknown = Object.getPrototypeOf(object);
  while (name !== "constructor" && isClassPrototype(owner)) {
    const property = Object.getOwnPropertyDescriptor(owner, name);
    if (property !== undefined) return property;
    owner = Object.getPrototypeOf(owner);
  }
  throw noSuchMethod(name);
}

function isClassPrototype(value: unknown): value is object {
  return typeof value === "object" && value !== null && value !== Object.prototype;
}
