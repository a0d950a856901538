import { ErrorCode, typeError } from "../format/errors.js";
import { noSuchMethod } from "../namespace/create-stub.js";

/** Methods that the platform itself calls, and that stubs can't call. */
const RESERVED: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "alarm",
  "webSocketMessage",
  "webSocketClose",
  "webSocketError",
  "dup",
]);

type Method = (...args: unknown[]) => unknown;

/**
 * Finds a method of the object's class. Own properties of the object, and members of `Object.prototype`, can't be called.
 * @throws TypeError (`ERR_DO_METHOD`), with workerd's wording, if the class doesn't have it
 */
export function methodOf(object: object, name: string): Method {
  const { value, get } = memberOf(object, name);
  if (typeof value === "function") return value as Method;
  // A getter may return a function, which can then be called.
  const read: unknown = get === undefined ? undefined : Reflect.apply(get, object, []);
  if (typeof read === "function") return read as Method;
  throw typeError(ErrorCode.method, `"${name}" is not a function.`);
}

/**
 * Reads a property of the object's class: the value of a getter, or a method as a function.
 * @throws TypeError (`ERR_DO_METHOD`), with workerd's wording, if the class doesn't have it
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
