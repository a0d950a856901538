import { argumentError, ErrorCode, typeError } from "../format/errors.js";
import type { DurableObjectId } from "./id.js";
import { thrownText } from "./thrown-text.js";

/** Classes of errors that arrive as what they are. Every other class arrives as `Error`. */
const NATIVE = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError } as const;
/** From this compatibility date on, an error keeps its own properties on its way through a stub. */
const PROPERTIES_SINCE = "2026-04-21";
/** Tags of what can be sent; objects of classes among them. */
const DATA =
  /^\[object (Object|Date|RegExp|Map|Set|Boolean|Number|BigInt|String|(Shared)?ArrayBuffer|DataView|\w+Array)\]$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A value as plain data: errors are told apart from everything else, wherever they are in lists of values. */
export type PackedValue =
  | { readonly error: PackedError }
  | { readonly list: readonly PackedValue[] }
  | { readonly value: unknown };

/** An error as plain data, made by {@link packError}. */
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

/** What a method threw, as plain data. */
export type PackedThrown = PackedValue & {
  /** The object's ID, where the caller finds it in the error. */
  readonly durableObjectId?: string;
};

/** How {@link packError} packs. */
export interface PackErrorOptions {
  /**
   * The Worker's compatibility date, `YYYY-MM-DD`. From 2026-04-21 on (the default) an error keeps its own properties, such
   * as `code` and `cause`; before that date only its class and its message.
   */
  compatibilityDate?: string | undefined;
  /** The object's ID, which the caller finds in the error as `durableObjectId`: for methods, not for `fetch`. */
  id?: DurableObjectId | undefined;
}

/**
 * What a method of an object threw, as plain data for another process, flattened as workerd does it: an error of a class of
 * one's own arrives as an `Error`, the stack stays behind, and something that can't be sent becomes its text.
 * @param thrown what was thrown: anything, errors or not
 * @param options the Worker's compatibility date, and the object's ID
 * @returns data for `structuredClone` and `postMessage`, and for JSON if the error's own properties are
 * @throws TypeError (`ERR_DO_ARGUMENT`) for a compatibility date that isn't written as `YYYY-MM-DD`
 *
 * @example
 * ```ts
 * import { packError, unpackError } from "durable-id/transfer";
 *
 * class Full extends RangeError {
 *   code = "ROOM_FULL";
 * }
 * const packed = packError(new Full("no seat left"));
 * const error = unpackError(packed) as RangeError & { code: string; remote: boolean };
 * error instanceof RangeError; // → true
 * error.message; // → "no seat left"
 * error.code; // → "ROOM_FULL"
 * error.remote; // → true
 * ```
 */
export function packError(thrown: unknown, { compatibilityDate, id }: PackErrorOptions = {}): PackedThrown {
  if (compatibilityDate !== undefined && !DATE.test(compatibilityDate)) {
    throw typeError(
      ErrorCode.argument,
      `compatibilityDate must be a date such as "${PROPERTIES_SINCE}", got ${JSON.stringify(compatibilityDate)}.`,
    );
  }
  if ((compatibilityDate ?? PROPERTIES_SINCE) < PROPERTIES_SINCE) return { error: packMessage(thrown) };
  try {
    const packed = packValue(thrown);
    return id !== undefined && takesProperties(thrown) ? { ...packed, durableObjectId: String(id) } : packed;
  } catch {
    return { error: packMessage(thrown, false) };
  }
}

/**
 * What the caller of the method gets: the error that {@link packError} packed, with `remote: true`.
 * @param packed what `packError` returned, sent from wherever it was thrown
 * @returns the error to reject with: an `Error`, or a copy of what was thrown if that was an object of another kind
 * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but a packed error
 *
 * @example
 * ```js
 * import { packError, unpackError } from "durable-id/transfer";
 *
 * String(unpackError(packError("no seat left"))); // → "Error: no seat left"
 * const older = packError(Object.assign(new Error("no seat left"), { name: "Full" }), { compatibilityDate: "2026-01-01" });
 * String(unpackError(older)); // → "Error: Full: no seat left"
 * ```
 */
export function unpackError(packed: PackedThrown): unknown {
  const thrown = typeof packed === "object" && packed !== null ? unpackValue(packed) : undefined;
  if (typeof thrown !== "object" || thrown === null) {
    throw argumentError("unpackError", "durable-id/transfer", 1, "PackedThrown");
  }
  const { durableObjectId } = packed;
  return Object.assign(thrown, durableObjectId === undefined ? {} : { durableObjectId }, { remote: true });
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
function packValue(value: unknown, outer: readonly unknown[] = []): PackedValue {
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

/** @param hasPrefix whether the name of another class goes in front of the message */
function packMessage(thrown: unknown, hasPrefix = true): PackedError {
  if (!isError(thrown)) return { type: "Error", message: thrownText(thrown) };
  const { type, message, name } = packIdentity(thrown);
  if (type === "DOMException") return { type, message, name };
  return { type, message: hasPrefix && name !== type && name !== "" ? `${name}: ${message}` : message };
}

/** The class that an error arrives as follows from its name, as in V8's serialisation, and not from its constructor. */
function packIdentity(error: Error): { type: string; message: string; name: string } {
  const name = typeof error.name === "string" ? error.name : "";
  const message = typeof error.message === "string" ? error.message : "";
  if (Object.prototype.toString.call(error) === "[object DOMException]") return { type: "DOMException", message, name };
  const type = Object.hasOwn(NATIVE, name) || name === "AggregateError" ? name : "Error";
  return { type, message, name };
}

/** Whether workerd can put the ID on what was thrown, so that it is sent along. */
function takesProperties(thrown: unknown): boolean {
  return (
    Object.isExtensible(thrown) && /^\[object (Error|Object|Array)\]$/.test(Object.prototype.toString.call(thrown))
  );
}

function unpackValue(packed: PackedValue): unknown {
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
