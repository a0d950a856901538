/** The error of a command that fails: the user sees the message as one line, and the exit code is 2. */
export class CliError extends Error {}
