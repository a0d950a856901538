import { type FileHandle, open, stat } from "node:fs/promises";
import { Stopped } from "../check/errors.js";
import { readFifo } from "../check/inputs/fifo.js";
import { untilStopped } from "../check/inputs/stop.js";
import { decodeHex } from "../format/hex.js";
import { KEY_SIZE } from "../format/key.js";
import { systemReason } from "../system/errors.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

const KEY_DIGITS = 2 * KEY_SIZE;
/** Digits and `\r\n`: a longer file can't be a key, and is not read. */
const LONGEST = KEY_DIGITS + 2;
const LOOKS_LIKE_A_KEY = /^[0-9a-f]{64}$/i;

/**
 * Reads the key in a file: 32 raw bytes, or 64 hex digits, with or without a line end. No error contains anything from
 * the file.
 */
export async function readKeyFile(path: string, stop: AbortSignal | undefined): Promise<Uint8Array> {
  const content = await readStart(path, stop);
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

/** The first bytes of a file: enough to detect a file that is too long for a key, even if it is endless. */
async function readStart(path: string, stop: AbortSignal | undefined): Promise<Buffer> {
  const content = Buffer.alloc(LONGEST + 1);
  try {
    const isFifo = (await stat(path)).isFIFO();
    const length = await (isFifo ? fillFromFifo(content, path, stop) : fillFromFile(content, path));
    return content.subarray(0, length);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    // Trust boundary: if a user passes the key itself here, the error must not reveal it.
    if (LOOKS_LIKE_A_KEY.test(path)) {
      throw new CliError("--key-file must be the path of a file that holds the key, not the key itself");
    }
    throw new CliError(`can't read the key file ${quote(path)}: ${systemReason(error)}`);
  }
}

async function fillFromFile(content: Buffer, path: string): Promise<number> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    let length = 0;
    while (length < content.length) {
      const { bytesRead } = await file.read(content, length, content.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return length;
  } finally {
    await file?.close();
  }
}

async function fillFromFifo(content: Buffer, path: string, stop: AbortSignal | undefined): Promise<number> {
  let length = 0;
  for await (const chunk of untilStopped(readFifo(path), stop)) {
    content.set(chunk.subarray(0, content.length - length), length);
    length = Math.min(content.length, length + chunk.length);
    chunk.fill(0);
    if (length === content.length) break;
  }
  return length;
}

function keyFileError(path: string, fault: string): CliError {
  return new CliError(`the key file ${quote(path)} must hold 32 raw bytes or 64 hex digits: ${fault}`);
}
