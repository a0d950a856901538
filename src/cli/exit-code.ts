/** What the process ends with. */
export const ExitCode = {
  /** All is well: every ID is valid. */
  valid: 0,
  /** It was done, and some IDs are not valid, or what was looked for is not there. */
  invalid: 1,
  /** It could not be done: usage, input or output. */
  failed: 2,
  /** It was stopped, by Ctrl-C or SIGINT: 128 and the signal's number, as shells have it. */
  interrupted: 130,
  /** Its output was closed, such as by `head`: 128 and the number of SIGPIPE, which ends other programs then. */
  closed: 141,
  /** It was stopped by SIGTERM. */
  terminated: 143,
} as const;

/** One of the values of {@link ExitCode}. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
