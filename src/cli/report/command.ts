import { truncate } from "../../text/printable.js";
import { shellWord } from "../../text/shell-word.js";

/** Characters that are shown: a glob can have given thousands of files. */
const LENGTH = 1000;

/**
 * A command line as a shell takes it. It holds no secrets: keys that are secret are only given as files.
 * @param argv the arguments after the program
 */
export function commandText(argv: readonly string[]): string {
  const words = argv.map((argument) => shellWord(argument, Number.POSITIVE_INFINITY));
  return truncate(["durable-id", ...words].join(" "), LENGTH);
}
