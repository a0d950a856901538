import { type FileHandle, open } from "node:fs/promises";
import { decodeHex } from "../hex.js";
import { KEY_SIZE } from "../key.js";
import { systemReason } from "../local/system-errors.js";
import { CliError } from "./errors.js";
import { quote } from "./text.js";

const KEY_DIGITS = 2 * KEY_SIZE;
/** Digits and `\r\n`: more than that is no key, and nothing more is read. */
const LONGEST = KEY_DIGITS + 2;
const LOOKS_LIKE_A_KEY = /^[0-9a-f]{64}$/i;

/**
 * The key in a file: 32 raw bytes, or 64 hex digits, with or without a line end. Nothing of what the file holds is in
 * any error.
 */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const content = await readStart(path);
  try {
    if (content.length === KEY_SIZE) return Uint8Array.from(content);
    if (content.length > LONGEST) {
      throw keyFileError(path, `it has more than ${LONGEST} bytes`);
    }
    const digits = content.toString("latin1").replace(/\r?\n$/, "");
    const key = new Uint8Array(KEY_SIZE);
    if (decodeHex(digits, key)) return key;
    throw keyFileError(
      path,
      digits.length === KEY_DIGITS ? "not all of its 64 characters are hex digits" : `it has ${content.length} bytes`,
    );
  } finally {
    content.fill(0);
  }
}

/** The first bytes of a file: enough to tell a key from everything longer, be the file endless. */
async function readStart(path: string): Promise<Buffer> {
  const content = Buffer.alloc(LONGEST + 1);
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    let length = 0;
    while (length < content.length) {
      const { bytesRead } = await file.read(content, length, content.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return content.subarray(0, length);
  } catch (error) {
    // Trust boundary: whoever passes the key itself here must not find it in a log.
    if (LOOKS_LIKE_A_KEY.test(path)) {
      throw new CliError("--key-file wants the path of a file that holds the key, not the key itself");
    }
    throw new CliError(`can't read the key file ${quote(path)}: ${systemReason(error)}`);
  } finally {
    await file?.close();
  }
}

function keyFileError(path: string, fault: string): CliError {
  return new CliError(`the key file ${quote(path)} must hold 32 raw bytes or 64 hex digits: ${fault}`);
}
