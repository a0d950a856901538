import { truncate } from "../../text/printable.js";

/** Characters that are shown: a glob can have given thousands of files. */
const LENGTH = 1000;

/**
 * A command line as a shell takes it. It holds no secrets: keys that are secret are only given as files.
 * @param argv the arguments after the program
 */
export function commandText(argv: readonly string[]): string {
  return truncate(["durable-id", ...argv].map(quoted).join(" "), LENGTH);
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
