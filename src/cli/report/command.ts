import { truncate } from "../../text/printable.js";
import { shellWord } from "../../text/shell-word.js";

/** The maximum number of characters that are shown: a glob can expand to thousands of files. */
const LENGTH = 1000;

/** The query of a URL, which may be private: other messages leave it out too. */
const QUERY = /^((?:--[\w-]+=)?https?:[^?#]*)[?#].*$/is;

/**
 * A command line in shell syntax. It contains no secrets: secret keys are only passed as files, and queries of URLs are left out.
 * @param argv the arguments after the program
 */
export function commandText(argv: readonly string[]): string {
  const words = argv.map((argument) => shellWord(argument.replace(QUERY, "$1?…"), Number.POSITIVE_INFINITY));
  return truncate(["durable-id", ...words].join(" "), LENGTH);
}
