/** Errors as plain data, in V8's own terms: what a structured clone of workerd's keeps of them. */

/** Classes of errors that arrive as what they are. Every other class arrives as `Error`. */
const NATIVE = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError } as const;
/** Tags of what can be sent; objects of classes among them. */
const DATA =
  /^\[object (Object|Date|RegExp|Map|Set|Boolean|Number|BigInt|String|(Shared)?ArrayBuffer|DataView|\w+Array)\]$/;

/** A value as plain data: errors are told apart from everything else, wherever they are in lists of values. */
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

/** An error as plain data, made by `packError`. */
export interface PackedError {
  /** The class that the caller gets: a native one, `AggregateError` or `DOMException`. */
  readonly type: string;
  /** The message; before 2026-04-21, with the name of a class of one's own in front of it. */
  readonly message: string;
  /** The name, if it isn't that of the class. */
  readonly name?: string;
  /** Its own properties, `cause` and `errors` too. */
  readonly properties?: Readonly<Record<string, PackedValue>>;
}

/** A copy of an error as a value, an argument or a result: as it is packed, without `remote`. */
export function copyError(error: object): unknown {
  return unpackValue(packValue(error));
}

/** Whether a value is an error of any realm, a `DOMException` too. */
export function isError(value: unknown): value is Error {
  return /^\[object (Error|DOMException)\]$/.test(Object.prototype.toString.call(value));
}

/** @param outer the errors that this value is in: one that is in itself can't be packed */
export function packValue(value: unknown, outer: readonly unknown[] = []): PackedValue {
  if (outer.includes(value)) throw new RangeError("an error that is in itself");
  const within = [...outer, value];
  if (isError(value)) return { error: packProperties(value, within) };
  if (Array.isArray(value)) return { list: value.map((item) => packValue(item, within)) };
  const isObject = typeof value === "object" && value !== null;
  if (isObject && !DATA.test(Object.prototype.toString.call(value))) throw new TypeError("an object of the platform");
  // What is thrown must be an object: the caller's `remote` is put on it.
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

/** The class that an error arrives as follows from its name, as in V8's serialisation, and not from its constructor. */
export function packIdentity(error: Error): { type: string; message: string; name: string } {
  const name = typeof error.name === "string" ? error.name : "";
  const message = typeof error.message === "string" ? error.message : "";
  if (Object.prototype.toString.call(error) === "[object DOMException]") return { type: "DOMException", message, name };
  const type = Object.hasOwn(NATIVE, name) || name === "AggregateError" ? name : "Error";
  return { type, message, name };
}

/** Whether data from anywhere has the form of a packed value. */
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

/** What {@link packValue} packed. */
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

/** Defined, and not assigned: `__proto__` is a key like any other. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
