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
