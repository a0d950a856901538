import { ErrorCode } from "../format/errors.js";

/** An error of a run, for example in its options or files. Its message is one line that names the problem and the file. */
export class CheckError extends Error {
  /** `ERR_DO_CHECK`. */
  readonly code: ErrorCode = ErrorCode.check;
}

/** A {@link CheckError} in the middle of the input: the sinks have everything that was read before it. */
export class InputError extends CheckError {}

/** The run was stopped because more records are invalid than the plan allows. */
export class TooManyInvalid extends InputError {
  /**
   * Makes the error.
   * @param limit how many invalid records were allowed
   */
  constructor(limit: number) {
    super(limit === 0 ? "stopped at the first invalid record" : `stopped after ${limit + 1} invalid records`);
  }
}

/** The Worker that gives the verdicts can't be reached anymore. The run can be resumed later. */
export class RemoteError extends InputError {}

/** The signals that stop a run. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The run was stopped by a signal. */
export class Stopped extends InputError {
  /** The signal that stopped it. */
  readonly signal: StopSignal;

  /**
   * Makes the error.
   * @param signal the signal that stopped the run
   */
  constructor(signal: StopSignal) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}
