import { hasCode, reasonOfCode } from "../../system/errors.js";
import { CheckError } from "../errors.js";

/**
 * The error for a thread that could not be started; `undefined` for any other error.
 * @param error the error of the thread
 * @param threads how many threads work, including the main one if it judges too
 */
export function startError(error: Error, threads: number): CheckError | undefined {
  if (hasCode(error, "MODULE_NOT_FOUND") || hasCode(error, "ERR_MODULE_NOT_FOUND")) {
    const [reason] = error.message.split("\n", 1);
    const remedy =
      threads === 1 ? "a bundled program must pass spawn" : "a bundled program must pass spawn, or 1 as jobs";
    return new CheckError(`can't start a thread: ${reason}; ${remedy}`);
  }
  if (!hasCode(error, "ERR_WORKER_INIT_FAILED")) return undefined;
  // Only the message has the system's error code: `Worker initialization failure: EMFILE`.
  const code = error.message.split(" ").at(-1) ?? "";
  const reason = reasonOfCode(code) ?? error.message;
  return threads === 1
    ? new CheckError(`can't start a thread: ${reason}`)
    : new CheckError(`can't start ${threads} threads: ${reason}; pass a smaller number as --jobs`);
}
