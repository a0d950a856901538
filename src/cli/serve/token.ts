import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { systemReason } from "../../local/system-errors.js";
import { CliError } from "../errors.js";
import { quote } from "../text.js";

/** Bytes of a token that is made here. */
const TOKEN_SIZE = 24;
/** What a header can carry, and no more than that. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/** The token in a file, or a new one, good for this run. */
export async function readToken(path: string | undefined): Promise<{ token: string; isNew: boolean }> {
  if (path === undefined) return { token: randomBytes(TOKEN_SIZE).toString("base64url"), isNew: true };
  let content: string;
  try {
    content = await readFile(path, "latin1");
  } catch (error) {
    throw new CliError(`can't read the token file ${quote(path)}: ${systemReason(error)}`);
  }
  const token = content.replace(/\r?\n$/, "");
  if (TOKEN.test(token)) return { token, isNew: false };
  throw new CliError(`the token file ${quote(path)} must hold one token: printable ASCII without spaces`);
}
