import { randomBytes } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { isCredential } from "../format/secret.js";
import { systemReason } from "../system/errors.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** Bytes of a generated token. */
const TOKEN_SIZE = 24;
/** Mode bits that let every user of the machine replace the token. */
const WRITABLE_BY_ALL = 0o002;
/** Mode bits that let other users read the token, or the file's group replace it. */
const EXPOSED = 0o064;

/** The token of a server. */
export interface Token {
  readonly token: string;
  /** Whether it was generated for this run, so that it must be shown. */
  readonly isNew: boolean;
  /** A warning about the token's file. */
  readonly warning?: string | undefined;
}

/** Reads the token in a file, or generates one for this run. */
export async function readToken(path: string | undefined): Promise<Token> {
  if (path === undefined) return { token: randomBytes(TOKEN_SIZE).toString("base64url"), isNew: true };
  const { content, mode } = await readWithMode(path);
  if ((mode & WRITABLE_BY_ALL) !== 0) {
    throw new CliError(`every user can write to the token file ${quote(path)}: make it private with chmod 600`);
  }
  const token = content.replace(/\r?\n$/, "");
  if (!isCredential(token)) {
    throw new CliError(`the token file ${quote(path)} must hold one token: printable ASCII without spaces`);
  }
  const isExposed = (mode & EXPOSED) !== 0;
  const warning = `warning: other users have access to the token file ${quote(path)}: make it private with chmod 600`;
  return { token, isNew: false, warning: isExposed ? warning : undefined };
}

/** A file's content and permissions, both from the same open file, even if the path changes. */
async function readWithMode(path: string): Promise<{ content: string; mode: number }> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const stats = await file.stat();
    // A pipe, for example from a password manager, is private to this process; Windows has no such permissions.
    const mode = stats.isFile() && process.platform !== "win32" ? stats.mode : 0;
    return { content: await file.readFile("latin1"), mode };
  } catch (error) {
    throw new CliError(`can't read the token file ${quote(path)}: ${systemReason(error)}`);
  } finally {
    await file?.close();
  }
}
