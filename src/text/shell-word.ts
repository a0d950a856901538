import { escapeControls, truncate } from "./printable.js";

/** Characters that mean nothing to a shell. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A text as one word of a command that a person may copy. Trust boundary: the text may be a stranger's, and within the
 * word a shell finds nothing to run or to expand. Control characters are spelled out.
 * @param length characters that are shown, at most
 */
export function shellWord(text: string, length = 80): string {
  const shown = escapeControls(truncate(text, length));
  return PLAIN.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}
