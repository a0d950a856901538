import { truncate } from "../../text/printable.js";
import { shellWord } from "../../text/shell-word.js";

/** Characters that are shown: a glob can have given thousands of files. */
const LENGTH = 1000;

/** The query of a URL, which may be private: other messages leave it out too. */
const QUERY = /^((?:--[\w-]+=)?https?:[^?#]*)[?#].*$/is;

/**
 * A command line as a shell takes it. It holds no secrets: those are only given as files, and queries of URLs are left out.
 * @param argv the arguments after the program
 */
export function commandText(argv: readonly string[]): string {
  const words = argv.map((argument) => shellWord(argument.replace(QUERY, "$1?…"), Number.POSITIVE_INFINITY));
  return truncate(["durable-id", ...words].join(" "), LENGTH);
}
