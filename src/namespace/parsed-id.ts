import type { ErrorCode } from "../format/errors.js";
import type { Explanation } from "../format/reason.js";
import type { DurableObjectId } from "./id.js";

/** The wording is workerd's. */
export const MALFORMED_MESSAGE = "Invalid Durable Object ID: must be 64 hex digits";

/** The result of `parseId`: an ID, or the reason why the value is refused. */
export type ParsedId =
  | {
      /** The value is an ID of the namespace. */
      readonly ok: true;
      /** The ID. */
      readonly id: DurableObjectId;
    }
  | RefusedId;

/** Why `parseId` refuses a value, with the details of the reason. */
export type RefusedId = Explanation & {
  /** The value is not an ID of the namespace. */
  readonly ok: false;
  /** The code of the error that `idFromString` throws. */
  readonly code: ErrorCode;
  /** The message of that error; for a malformed ID, followed by the reason in brackets. */
  readonly message: string;
};

/** The reason for refusing a value that is neither a string nor an ID. Calls none of the value's methods. */
export function explainValue(value: unknown): Explanation {
  if (value === undefined) return { reason: "missing" };
  return { reason: value === null || Number.isNaN(value) ? "null-word" : "other-text" };
}

/**
 * Refuses a value that is not 64 hex digits. The message contains only the name of the reason, because this code is in every
 * bundle; `describeReason` has the sentences.
 */
export function refuseMalformed(fault: Explanation): RefusedId {
  return { ok: false, code: "ERR_DO_ID_MALFORMED", message: `${MALFORMED_MESSAGE} (${fault.reason})`, ...fault };
}
