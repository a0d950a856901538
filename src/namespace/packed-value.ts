/** Errors as plain data, in V8's terms: the properties that survive a structured clone in workerd. */

/** Classes of errors that keep their class. Errors of all other classes arrive as `Error`. */
const NATIVE = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError } as const;
/** String tags of values that can be sent, including instances of classes. */
const DATA =
  /^\[object (Object|Date|RegExp|Map|Set|Boolean|Number|BigInt|String|(Shared)?ArrayBuffer|DataView|\w+Array)\]$/;

/** A value as plain data: errors are marked as such, also within lists of values. */
export type PackedValue =
  | {
      /** An error. */
      readonly error: PackedError;
    }
  | {
      /** An array. */
      readonly list: readonly PackedValue[];
    }
  | {
      /** Anything else, as `structuredClone` copies it. */
      readonly value: unknown;
    };

/** An error as plain data, created by `packError`. */
export interface PackedError {
  /** The class of the error for the caller: a native one, `AggregateError` or `DOMException`. */
  readonly type: string;
  /** The message; before 2026-04-21, prefixed with the name of a custom class. */
  readonly message: string;
  /** The name, if it differs from that of the class. */
  readonly name?: string;
  /** Its own properties, including `cause` and `errors`. */
  readonly properties?: Readonly<Record<string, PackedValue>>;
}

/** A copy of an error that is an argument or a result, instead of thrown: without `remote`. */
export function copyError(error: object): unknown {
  return unpackValue(packValue(error));
}

/** Whether a value is an error of any realm, including a `DOMException`. */
export function isError(value: unknown): value is Error {
  return /^\[object (Error|DOMException)\]$/.test(Object.prototype.toString.call(value));
}

/** @param outer the errors that contain this value: an error that contains itself can't be packed */
export function packValue(value: unknown, outer: readonly unknown[] = []): PackedValue {
  if (outer.includes(value)) throw new RangeError("an error that contains itself");
  const within = [...outer, value];
  if (isError(value)) return { error: packProperties(value, within) };
  if (Array.isArray(value)) return { list: value.map((item) => packValue(item, within)) };
  const isObject = typeof value === "object" && value !== null;
  if (isObject && !DATA.test(Object.prototype.toString.call(value))) throw new TypeError("an object of the platform");
  // A thrown value must be an object, because the caller gets it with the property `remote`.
  if (!isObject && outer.length === 0) throw new TypeError("not an object");
  return { value: structuredClone(value) };
}

function packProperties(error: Error, outer: readonly unknown[]): PackedError {
  const { type, message, name } = packIdentity(error);
  if (type === "DOMException") return { type, message, name };
  const properties: Record<string, PackedValue> = {};
  for (const key of Object.getOwnPropertyNames(error)) {
    if (key === "message" || key === "stack" || key === "name") continue;
    define(properties, key, packValue((error as unknown as Record<string, unknown>)[key], outer));
  }
  return { type, message, ...(name === type ? {} : { name }), properties };
}

/** The class of the received error is determined by the name, as in V8's serialisation, not by the constructor. */
export function packIdentity(error: Error): { type: string; message: string; name: string } {
  const name = typeof error.name === "string" ? error.name : "";
  const message = typeof error.message === "string" ? error.message : "";
  if (Object.prototype.toString.call(error) === "[object DOMException]") return { type: "DOMException", message, name };
  const type = Object.hasOwn(NATIVE, name) || name === "AggregateError" ? name : "Error";
  return { type, message, name };
}

/** Whether untrusted data has the form of a packed value. */
export function isPackedValue(value: unknown): value is PackedValue {
  if (!isObject(value)) return false;
  if ("error" in value) return isPackedError(value.error);
  // Without the members of any form it is a value, undefined, that went through JSON.
  return !("list" in value) || (Array.isArray(value.list) && value.list.every(isPackedValue));
}

function isPackedError(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { type, message, name, properties } = value;
  if (typeof type !== "string" || typeof message !== "string") return false;
  if (name !== undefined && typeof name !== "string") return false;
  return properties === undefined || (isObject(properties) && Object.values(properties).every(isPackedValue));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Reverses {@link packValue}. */
export function unpackValue(packed: PackedValue): unknown {
  if ("error" in packed) return unpackOne(packed.error);
  if ("list" in packed) return packed.list.map(unpackValue);
  return packed.value;
}

function unpackOne({ type, message, name, properties = {} }: PackedError): Error {
  if (type === "DOMException") return new DOMException(message, name);
  const error =
    type === "AggregateError"
      ? new AggregateError([], message)
      : new (Object.hasOwn(NATIVE, type) ? NATIVE[type as keyof typeof NATIVE] : Error)(message);
  const own = name === undefined ? {} : { name };
  for (const [key, value] of Object.entries(properties)) define(own, key, unpackValue(value));
  for (const [key, value] of Object.entries(own)) define(error, key, value);
  return error;
}

/** Defines the property instead of assigning it: `__proto__` is a normal key. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
