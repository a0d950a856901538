import { ScanFault } from "../../engine/scan/types.js";
import { type CodedError, ErrorCode, plainError } from "../../format/errors.js";

/** The error of an input that can't be read in its format. The caller adds the input's name. */
export function recordsError(message: string): CodedError {
  return plainError(ErrorCode.records, message);
}

/** Whether an error is a {@link recordsError}. */
export function isRecordsError(error: unknown): error is CodedError {
  return error instanceof Error && "code" in error && error.code === ErrorCode.records;
}

/**
 * The error for a fault that a scanner found; `undefined` if there is no fault.
 * @param line the line of the fault, counted from 1
 */
export function faultOf(fault: ScanFault, line: number): Error | undefined {
  const where = `line ${line}`;
  switch (fault) {
    case ScanFault.none:
      return undefined;
    case ScanFault.openQuote:
      return recordsError(`the quote on ${where} is never closed`);
    case ScanFault.notArray:
      return recordsError(`the JSON text is not an array: ${where} (for JSON lines, pass --format jsonl)`);
    case ScanFault.openArray:
      return recordsError(`the JSON array is not closed at the end of the input: ${where}`);
    case ScanFault.afterArray:
      return recordsError(`unexpected data after the JSON array: ${where}`);
  }
}
