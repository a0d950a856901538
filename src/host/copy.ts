import { createServiceStub, stubHandlers } from "../namespace/create-stub.js";
import { copyError, isError } from "../namespace/packed-value.js";
import { methodOf, propertyOf } from "./members.js";
import { RpcTarget } from "./rpc-target.js";

/** How values are copied that aren't data. */
interface Rules {
  /** Copies a function. */
  ofFunction(value: (...args: unknown[]) => unknown): unknown;
  /** Copies an instance of a class; `undefined` to copy its own properties. */
  ofInstance(value: object): unknown;
}

/** Values that `structuredClone` copies completely, or refuses with the same message as workerd. */
const CLONED = /^\[object (Date|RegExp|Boolean|Number|BigInt|String|Symbol|(Shared)?ArrayBuffer|Promise|Weak.*)\]$/;
/** Values that `structuredClone` also refuses, but with a message that depends on the version of V8. */
const REFUSED = /^\[object (.*Generator|.* Iterator)\]$/;
/** Objects of the platform that RPC can send. Within one process, they are passed without a copy. */
const SENT = /^\[object (Request|Response|Headers|ReadableStream|WritableStream|Blob)\]$/;

/**
 * Copies an argument or a result, as RPC does. Functions become functions that return promises, and stubs lose their `id`
 * and `name`; a `Request`, a `Response`, a stream and similar objects are passed without a copy.
 * @throws DOMException (`DataCloneError`) for a symbol, and for an object of any other class: an ID, a namespace, a `URL`
 */
export function copyForCall<Value>(value: Value): Value {
  return copyOf(value, CALL, new Map()) as Value;
}

/**
 * Copies a value that is written to storage or read from it: instances of classes become plain objects.
 * @throws DOMException (`DataCloneError`) for functions, symbols, IDs, and objects of the platform
 */
export function copyForStorage<Value>(value: Value): Value {
  return copyOf(value, STORAGE, new Map()) as Value;
}

const CALL: Rules = {
  ofFunction:
    (value) =>
    async (...args: unknown[]) =>
      copyForCall(await value(...args.map(copyForCall))),
  ofInstance(value) {
    const handlers = stubHandlers(value);
    if (handlers !== undefined) return createServiceStub(handlers);
    if (value instanceof RpcTarget) return stubOf(value);
    if (SENT.test(tagOf(value))) return value;
    throw notSerializable(value);
  },
};

const STORAGE: Rules = {
  // Refused with workerd's message. Wrapped in a function, because the global may not exist when this module is loaded.
  ofFunction: (value) => structuredClone(value),
  ofInstance(value) {
    if (tagOf(value) !== "[object Object]") throw notSerializable(value);
    return undefined;
  },
};

/** What the other side receives for an object that is passed by reference. */
function stubOf(target: RpcTarget): object {
  const call = async (method: string, args: readonly unknown[]) => {
    const copies = args.map(copyForCall);
    return copyForCall(await methodOf(target, method).apply(target, copies));
  };
  return createServiceStub({
    call,
    get: async (property) => copyForCall(await propertyOf(target, property)),
    fetch: (...args) => call("fetch", args),
  });
}

/** @param copies the values that are already copied: a value that occurs more than once, or in itself, is copied once */
function copyOf(value: unknown, rules: Rules, copies: Map<object, unknown>): unknown {
  if (typeof value === "function") return rules.ofFunction(value as (...args: unknown[]) => unknown);
  if (typeof value !== "object" || value === null) return structuredClone(value);
  if (copies.has(value)) return copies.get(value);
  const keep = <Copy>(copy: Copy): Copy => {
    copies.set(value, copy);
    return copy;
  };
  const tag = tagOf(value);
  if (isError(value)) return keep(copyError(value));
  if (tag === "[object Map]") {
    const copy = keep(new Map());
    for (const [key, item] of value as Map<unknown, unknown>) {
      copy.set(copyOf(key, rules, copies), copyOf(item, rules, copies));
    }
    return copy;
  }
  if (tag === "[object Set]") {
    const copy = keep(new Set());
    for (const item of value as Set<unknown>) copy.add(copyOf(item, rules, copies));
    return copy;
  }
  if (REFUSED.test(tag)) throw cloneError(`${tag} could not be cloned.`);
  if (ArrayBuffer.isView(value) || CLONED.test(tag)) return keep(structuredClone(value));
  if (Array.isArray(value)) return copyProperties(value, keep(new Array(value.length)), rules, copies);
  if (!isPlain(value)) {
    const replacement = rules.ofInstance(value);
    if (replacement !== undefined) return keep(replacement);
  }
  return copyProperties(value, keep({}), rules, copies);
}

function copyProperties(value: object, copy: object, rules: Rules, copies: Map<object, unknown>): object {
  for (const [key, item] of Object.entries(value)) {
    // Defined instead of assigned: `__proto__` is a normal key.
    Object.defineProperty(copy, key, {
      value: copyOf(item, rules, copies),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return copy;
}

/** Whether an object of any realm is plain: its prototype is that of `{}`. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "hasOwnProperty");
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value);
}

/** The wording is workerd's. */
function notSerializable(value: object): DOMException {
  return cloneError(
    `Could not serialize object of type "${classNameOf(value)}". This type does not support serialization.`,
  );
}

/** The name of an object's class. Bundlers rename this library's own classes, whose tags stay. */
function classNameOf(value: object): string {
  const tag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(value) ?? {}, Symbol.toStringTag)?.value;
  return typeof tag === "string" ? tag : value.constructor?.name || "Object";
}

function cloneError(message: string): DOMException {
  return new DOMException(message, "DataCloneError");
}
