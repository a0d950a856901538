import { type FileHandle, open, stat } from "node:fs/promises";
import { Stopped } from "../check/errors.js";
import { readFifo } from "../check/inputs/fifo.js";
import { untilStopped } from "../check/inputs/stop.js";
import { systemReason } from "../system/errors.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** Mode bits that let every user of the machine choose the secret. */
const WRITABLE_BY_ALL = 0o002;
/** Mode bits that let others read the secret, or those of the file's group choose it. */
const EXPOSED = 0o064;
/** 64 hex digits, Cloudflare's tokens and those of `serve`; hardly ever the path of a file. */
const LOOKS_LIKE_A_SECRET = /^[\w-]{32,}$/;

/** The start of a file that holds a secret. */
export interface SecretFile {
  readonly content: Buffer;
  /** What a person should know about the file. */
  readonly warning?: string | undefined;
}

/**
 * Reads a file that holds a secret, such as the one of `--key-file`. Nothing of what it holds is in any error.
 * @param what the secret that the file holds
 * @param longest bytes of a secret, at most; of a longer file, which may be endless, one more is read
 * @throws CliError for a file that can't be read, and for one that every user can write
 */
export async function readSecretFile(
  what: "key" | "token",
  path: string,
  longest: number,
  stop: AbortSignal | undefined,
): Promise<SecretFile> {
  const content = Buffer.alloc(longest + 1);
  const { length, mode } = await readInto(content, what, path, stop);
  if ((mode & WRITABLE_BY_ALL) !== 0) {
    throw new CliError(`every user can write the ${what} file ${quote(path)}: chmod 600 makes it yours only`);
  }
  const warning = `warning: other users have access to the ${what} file ${quote(path)}: chmod 600 makes it yours only`;
  return { content: content.subarray(0, length), warning: (mode & EXPOSED) === 0 ? undefined : warning };
}

/** What was read: how many bytes, and the permissions of the same file, whatever happens to the path meanwhile. */
interface Start {
  readonly length: number;
  readonly mode: number;
}

async function readInto(
  content: Buffer,
  what: "key" | "token",
  path: string,
  stop: AbortSignal | undefined,
): Promise<Start> {
  try {
    return (await stat(path)).isFIFO() ? await fillFromFifo(content, path, stop) : await fillFromFile(content, path);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    // Trust boundary: a user who passes the secret itself here must not find it in a log.
    if (LOOKS_LIKE_A_SECRET.test(path)) {
      throw new CliError(`--${what}-file must be the path of a file that holds the ${what}, not the ${what} itself`);
    }
    throw new CliError(`can't read the ${what} file ${quote(path)}: ${systemReason(error)}`);
  }
}

async function fillFromFile(content: Buffer, path: string): Promise<Start> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const stats = await file.stat();
    let length = 0;
    while (length < content.length) {
      const { bytesRead } = await file.read(content, length, content.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    // Windows has no such permissions.
    return { length, mode: stats.isFile() && process.platform !== "win32" ? stats.mode : 0 };
  } finally {
    await file?.close();
  }
}

/** A pipe, as from a password manager, is this process's own: its permissions say nothing. */
async function fillFromFifo(content: Buffer, path: string, stop: AbortSignal | undefined): Promise<Start> {
  let length = 0;
  for await (const chunk of untilStopped(readFifo(path), stop)) {
    content.set(chunk.subarray(0, content.length - length), length);
    length = Math.min(content.length, length + chunk.length);
    chunk.fill(0);
    if (length === content.length) break;
  }
  return { length, mode: 0 };
}
