import { truncate } from "../../text/printable.js";

/** The maximum number of characters that are shown: a glob can expand to thousands of files. */
const LENGTH = 1000;

/**
 * A command line in shell syntax. It contains no secrets, because secret keys are only passed as files.
 * @param argv the arguments after the program
 */
export function commandText(argv: readonly string[]): string {
  return truncate(["durable-id", ...argv].map(quoted).join(" "), LENGTH);
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
