import { getSystemErrorMap } from "node:util";
import { ExitCode } from "./exit-code.js";

/** Something that can't be done: its message is the one line that the user reads, and the exit code is 2 as a rule. */
export class CliError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = ExitCode.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A {@link CliError} that came up in the middle of the input: what was read before it still counts, and is reported. */
export class InputError extends CliError {}

/** Whether an error is the system's (or Node's) with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** What the system says of a failed call, in its words: `no such file or directory`. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const errno = "errno" in error && typeof error.errno === "number" ? error.errno : undefined;
  const entry = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return entry ? entry[1] : error.message;
}
