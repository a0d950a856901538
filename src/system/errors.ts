import { getSystemErrorMap } from "node:util";

/** Whether an error is the system's, or Node's, with this code: `ENOENT`, …. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** Whether an error is of a call of the system that failed. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** What the system says of an error code such as `EMFILE`; `undefined` if there is no such code. */
export function reasonOfCode(code: string): string | undefined {
  for (const [name, reason] of getSystemErrorMap().values()) if (name === code) return reason;
  return undefined;
}

/** What the system says of a failed call, in its words: `no such file or directory`. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const errno = "errno" in error && typeof error.errno === "number" ? error.errno : undefined;
  const entry = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return entry ? entry[1] : error.message;
}
