import type { DurableObjectId } from "../namespace/id.js";
import { packError, unpackError } from "../namespace/pack-error.js";
import { isError } from "../namespace/packed-value.js";

/**
 * The caller's error for an error that an object threw: flattened as in workerd. The stack is kept, so that a failed test
 * shows where the object threw.
 */
export function remoteError(
  thrown: unknown,
  compatibilityDate: string | undefined,
  id: DurableObjectId | undefined,
): unknown {
  const error = unpackError(packError(thrown, { compatibilityDate, id }));
  if (isError(thrown) && isError(error) && typeof thrown.stack === "string") {
    Object.defineProperty(error, "stack", { value: thrown.stack, writable: true, configurable: true });
  }
  return error;
}
