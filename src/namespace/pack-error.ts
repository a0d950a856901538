import { argumentError, ErrorCode, typeError } from "../format/errors.js";
import type { DurableObjectId } from "./id.js";
import {
  isError,
  isPackedValue,
  type PackedError,
  type PackedValue,
  packIdentity,
  packValue,
  unpackValue,
} from "./packed-value.js";
import { thrownText } from "./thrown-text.js";

/** From this compatibility date on, an error keeps its own properties when it passes through a stub. */
const PROPERTIES_SINCE = "2026-04-21";
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A value that a method threw, as plain data. */
export type PackedThrown = PackedValue & {
  /** The object's ID, which the caller finds in the error. */
  readonly durableObjectId?: string;
};

/** Options of {@link packError}. */
export interface PackErrorOptions {
  /**
   * The Worker's compatibility date, `YYYY-MM-DD`. From 2026-04-21 on (the default) an error keeps its own properties, such
   * as `code` and `cause`; before that date only its class and its message.
   */
  compatibilityDate?: string | undefined;
  /** The object's ID, which becomes the property `durableObjectId` of the error: for methods, not for `fetch`. */
  id?: DurableObjectId | undefined;
}

/**
 * Converts a value that an object's method threw into plain data for another process, as workerd does: an error of a
 * custom class becomes an `Error`, the stack is dropped, and a value that can't be sent becomes its text.
 * @param thrown the thrown value, an error or not
 * @param options the Worker's compatibility date, and the object's ID
 * @returns data for `structuredClone` and `postMessage`, and for JSON if the error's own properties are
 * @throws TypeError (`ERR_DO_ARGUMENT`) for a compatibility date that isn't written as `YYYY-MM-DD`
 *
 * @example
 * ```ts
 * import { packError, unpackError } from "durable-id";
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
 * Converts the data of {@link packError} back into the error that the method's caller gets, with `remote: true`.
 * @param packed the result of `packError`
 * @returns the error to reject with: an `Error`, or a copy of the thrown object if that was not an error
 * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but a packed error
 *
 * @example
 * ```js
 * import { packError, unpackError } from "durable-id";
 *
 * String(unpackError(packError("no seat left"))); // → "Error: no seat left"
 * const older = packError(Object.assign(new Error("no seat left"), { name: "Full" }), { compatibilityDate: "2026-01-01" });
 * String(unpackError(older)); // → "Error: Full: no seat left"
 * ```
 */
export function unpackError(packed: PackedThrown): unknown {
  const thrown = unpacked(packed);
  if (typeof thrown !== "object" || thrown === null) {
    throw argumentError("unpackError", "durable-id", 1, "PackedThrown");
  }
  const { durableObjectId } = packed;
  return Object.assign(thrown, durableObjectId === undefined ? {} : { durableObjectId }, { remote: true });
}

/** Trust boundary: the data may have any form. */
function unpacked(packed: unknown): unknown {
  try {
    return isPackedValue(packed) ? unpackValue(packed) : undefined;
  } catch {
    // Lists in lists, deeper than the stack allows.
    return undefined;
  }
}

/** @param hasPrefix whether the message is prefixed with the name of a custom class */
function packMessage(thrown: unknown, hasPrefix = true): PackedError {
  if (!isError(thrown)) return { type: "Error", message: thrownText(thrown) };
  const { type, message, name } = packIdentity(thrown);
  if (type === "DOMException") return { type, message, name };
  return { type, message: hasPrefix && name !== type && name !== "" ? `${name}: ${message}` : message };
}

/** Whether workerd can set the ID on the thrown value, so that it is sent along. */
function takesProperties(thrown: unknown): boolean {
  return (
    Object.isExtensible(thrown) && /^\[object (Error|Object|Array)\]$/.test(Object.prototype.toString.call(thrown))
  );
}
