import { isClassName } from "./class-name.js";
import { argumentError, ErrorCode, rangeError } from "./errors.js";
import { encodeWtf8, isWellFormed } from "./wtf8.js";

/** A Durable Object class of a Worker in celld. */
export interface CelldClass {
  /** The name of the Worker. */
  readonly script: string;
  /** The name of the class. */
  readonly className: string;
}

/** The class of celld's D1 databases, which share one namespace in a whole fleet: a renamed Worker keeps them. */
const D1_CLASS = "__D1Database";
const D1_SCRIPT = "d1";
const D1_KEY = `cells:v1:${D1_SCRIPT}:${D1_CLASS}`;

/**
 * Returns the unique key that celld 0.3 gives to the namespace of a Durable Object class:
 * `cells:v1:<bytes of the script's name>:<script>:<class>`. The class `__D1Database` has the same key in every script.
 * @param script the name of the Worker, as in its configuration
 * @param className the name of the class that the Worker exports
 * @returns the unique key, for `new DurableObjectNamespace({ uniqueKey })`
 * @throws TypeError for an argument that is not a string, RangeError for an empty or invalid name (both
 *   `ERR_DO_ARGUMENT`)
 *
 * @example
 * ```js
 * import { celldUniqueKey, DurableObjectNamespace } from "durable-id";
 *
 * const uniqueKey = celldUniqueKey("my-worker", "ChatRoom"); // → "cells:v1:9:my-worker:ChatRoom"
 * const rooms = new DurableObjectNamespace({ uniqueKey });
 * String(rooms.idFromName("foo")); // → "2aeca8dc1e16ed05c432a2837ced60163b5a430598003a281c04893284816ba5"
 * ```
 */
export function celldUniqueKey(script: string, className: string): string {
  if (typeof script !== "string") throw argumentError("celldUniqueKey", "durable-id", 1, "string");
  if (typeof className !== "string") throw argumentError("celldUniqueKey", "durable-id", 2, "string");
  if (script === "" || !isWellFormed(script)) {
    throw invalidName("script", script, "must be the name of a Worker: not empty, and without lone surrogates");
  }
  // The class name must not contain a colon, so that the key can be parsed.
  if (!isClassName(className)) {
    throw invalidName("class", className, "must be the name of a class, such as ChatRoom");
  }
  return keyOf(script, className);
}

/** Parses a unique key of celld; `undefined` for any other key. For the class of D1, the script is `d1`. */
export function celldClassOf(uniqueKey: string): CelldClass | undefined {
  if (uniqueKey === D1_KEY) return { script: D1_SCRIPT, className: D1_CLASS };
  const match = /^cells:v1:\d+:(.+):([^:]+)$/s.exec(uniqueKey);
  if (match === null) return undefined;
  const [, script, className] = match;
  // The length must be that of the script.
  return keyOf(script, className) === uniqueKey ? { script, className } : undefined;
}

function keyOf(script: string, className: string): string {
  return className === D1_CLASS ? D1_KEY : `cells:v1:${encodeWtf8(script).length}:${script}:${className}`;
}

function invalidName(what: string, name: string, rule: string): RangeError {
  return rangeError(ErrorCode.argument, `Invalid ${what} name ${JSON.stringify(name)}: ${rule}.`);
}
