import { ErrorCode } from "../format/errors.js";

/** A run that can't be done: its message is one line that says what is wrong, and with which file. */
export class CheckError extends Error {
  /** `ERR_DO_CHECK`. */
  readonly code: ErrorCode = ErrorCode.check;
}

/** A {@link CheckError} in the middle of the input: everything that was read before it is in the sinks. */
export class InputError extends CheckError {}

/** More records than the plan allows are not valid: the run stopped there. */
export class TooManyInvalid extends InputError {
  /**
   * Makes the error.
   * @param limit how many records could be invalid
   */
  constructor(limit: number) {
    super(limit === 0 ? "stopped at the first invalid record" : `stopped after ${limit + 1} invalid records`);
  }
}

/** A Worker that gave the verdicts can't be asked anymore. The run can be resumed once it can. */
export class RemoteError extends InputError {}

/** The signals that stop a run cleanly. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The run was asked to stop. */
export class Stopped extends InputError {
  /** What stopped it. */
  readonly signal: StopSignal;

  /**
   * Makes the error.
   * @param signal what stopped the run
   */
  constructor(signal: StopSignal) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}
