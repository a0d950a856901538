import { getSystemErrorMap } from "node:util";

/** Whether an error has this code of the system or of Node, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** Whether an error comes from a failed system call. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** The system's description of an error code such as `EMFILE`; `undefined` for an unknown code. */
export function reasonOfCode(code: string): string | undefined {
  for (const [name, reason] of getSystemErrorMap().values()) if (name === code) return reason;
  return undefined;
}

/** The system's description of a failed call: `no such file or directory`. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const errno = "errno" in error && typeof error.errno === "number" ? error.errno : undefined;
  const entry = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return entry ? entry[1] : error.message;
}
