/** A command that can't be done: the message is the one line that the user reads, and the exit code is 2. */
export class CliError extends Error {}
