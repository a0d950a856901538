import { decodeHex } from "../format/hex.js";
import { KEY_SIZE } from "../format/key.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";
import { readSecretFile } from "./secret-file.js";

const KEY_DIGITS = 2 * KEY_SIZE;
/** Digits and `\r\n`: a longer file can't be a key, and is not read. */
const LONGEST = KEY_DIGITS + 2;

/** A key, and what a person should know about its file. */
export interface StoredKey {
  readonly key: Uint8Array;
  readonly warning?: string | undefined;
}

/** The key in a file: 32 raw bytes, or 64 hex digits, with or without a line end. */
export async function readKeyFile(path: string, stop: AbortSignal | undefined): Promise<StoredKey> {
  const { content, warning } = await readSecretFile("key", path, LONGEST, stop);
  try {
    return { key: keyIn(content, path), warning };
  } finally {
    content.fill(0);
  }
}

function keyIn(content: Buffer, path: string): Uint8Array {
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
}

function keyFileError(path: string, fault: string): CliError {
  return new CliError(`the key file ${quote(path)} must hold 32 raw bytes or 64 hex digits: ${fault}`);
}
