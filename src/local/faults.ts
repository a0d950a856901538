import { type CodedError, ErrorCode, plainError } from "../format/errors.js";
import { hasCode } from "../system/errors.js";

/**
 * Takes the fault of what can't be read: it throws, or the work goes on without it.
 * @param fault an `ERR_DO_STATE`
 */
export type FaultHandler = (fault: CodedError) => void;

/** What a reading gives, or a fallback for what can't be read. */
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

/** An `ERR_DO_STATE`. */
export function stateError(message: string, cause?: unknown): CodedError {
  return plainError(ErrorCode.state, message, cause === undefined ? undefined : { cause });
}

function isStateError(error: unknown): error is CodedError {
  return hasCode(error, ErrorCode.state);
}
