import { type CodedError, ErrorCode, plainError } from "../../format/errors.js";

/** The error of an input that can't be read as records of its format. The caller adds the input's name. */
export function recordsError(message: string): CodedError {
  return plainError(ErrorCode.records, message);
}

/** Whether it is one of {@link recordsError}. */
export function isRecordsError(error: unknown): error is CodedError {
  return error instanceof Error && "code" in error && error.code === ErrorCode.records;
}
