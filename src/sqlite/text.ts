import type { Sqlite } from "./sqlite.js";

/*
 * libsql ends the process for text that isn't valid UTF-8. So text in a file that others write, or that may be damaged, is
 * selected as `hex(…)`, which returns the stored bytes.
 */

/**
 * The decoder for a database's text; invalid text becomes U+FFFD.
 * @param database the connection
 */
export function textDecoder(database: Sqlite): TextDecoder {
  const [encoding] = database.prepare("PRAGMA encoding").raw().get() as [string];
  return new TextDecoder(encoding === "UTF-8" ? "utf-8" : encoding.toLowerCase(), { ignoreBOM: true });
}

/**
 * The bytes of a value.
 * @param digits the result of `hex(…)` for it
 */
export function bytesOfHex(digits: string): Buffer {
  return Buffer.from(digits, "hex");
}
