import { randomBytes } from "node:crypto";
import { isCredential, LONGEST_CREDENTIAL } from "../format/secret.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";
import { readSecretFile } from "./secret-file.js";

/** Bytes of a generated token. */
const TOKEN_SIZE = 24;
/** The token and `\r\n`. */
const LONGEST = LONGEST_CREDENTIAL + 2;

/** The token of a server. */
export interface Token {
  readonly token: string;
  /** Whether it was generated for this run, so that it must be shown. */
  readonly isNew: boolean;
  /** A warning about the token's file. */
  readonly warning?: string | undefined;
}

/** Reads the token in a file, or generates one for this run. */
export async function readToken(path: string | undefined, stop: AbortSignal | undefined): Promise<Token> {
  if (path === undefined) return { token: randomBytes(TOKEN_SIZE).toString("base64url"), isNew: true };
  const { content, warning } = await readSecretFile("token", path, LONGEST, stop);
  const token = content.toString("latin1").replace(/\r?\n$/, "");
  if (isCredential(token)) return { token, isNew: false, warning };
  throw new CliError(`the token file ${quote(path)} must hold one token: printable ASCII without spaces`);
}
