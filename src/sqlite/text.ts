import type { Sqlite } from "./sqlite.js";

/*
 * libsql ends the process at text that isn't UTF-8. So text of a file that others write, or that may be damaged, is asked
 * for as `hex(…)`, which gives its bytes as they are stored.
 */

/**
 * What decodes a database's text; what it can't decode becomes U+FFFD.
 * @param database the connection
 */
export function textDecoder(database: Sqlite): TextDecoder {
  const [encoding] = database.prepare("PRAGMA encoding").raw().get() as [string];
  return new TextDecoder(encoding === "UTF-8" ? "utf-8" : encoding.toLowerCase(), { ignoreBOM: true });
}

/**
 * The bytes of a value.
 * @param digits what `hex(…)` gives of it
 */
export function bytesOfHex(digits: string): Buffer {
  return Buffer.from(digits, "hex");
}
