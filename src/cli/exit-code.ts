/** The exit codes of the process. */
export const ExitCode = {
  /** Success: every ID is valid. */
  valid: 0,
  /** The command ran, but some IDs are invalid, or nothing was found. */
  invalid: 1,
  /** The command failed: usage, input or output. */
  failed: 2,
  /** Stopped by Ctrl-C or SIGINT: 128 and the signal's number, as in shells. */
  interrupted: 130,
  /** The reader closed the output, as `head` does: 128 and the number of SIGPIPE, which ends other programs in this case. */
  closed: 141,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;

/** One of the values of {@link ExitCode}. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
