import { type CodedError, ErrorCode, plainError } from "../format/errors.js";
import { hasCode } from "../system/errors.js";

/**
 * Handles the fault of a file or folder that can't be read: throws, or returns to continue without it.
 * @param fault an `ERR_DO_STATE`
 */
export type FaultHandler = (fault: CodedError) => void;

/** Returns the result of a function, or a fallback if it can't read something. */
export async function readOr<Value>(
  fallback: Value,
  read: () => Promise<Value>,
  onFault: FaultHandler,
): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!isStateError(error)) throw error;
    onFault(error);
    return fallback;
  }
}

/** Creates an `ERR_DO_STATE`. */
export function stateError(message: string, cause?: unknown): CodedError {
  return plainError(ErrorCode.state, message, cause === undefined ? undefined : { cause });
}

function isStateError(error: unknown): error is CodedError {
  return hasCode(error, ErrorCode.state);
}
