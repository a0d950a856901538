import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { systemReason } from "../../system/errors.js";
import { quote } from "../../text/printable.js";
import { InputError } from "../errors.js";
import { type Container, MAGIC_SIZE } from "./container.js";
import { containerOf } from "./unpack.js";

/** Distinguishes a file from other files, and from its own older versions. */
export interface FileIdentity {
  /** Its length in bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds since 1970. */
  readonly mtimeMs: number;
  /** Its inode. */
  readonly ino: number;
  /** Its device. */
  readonly dev: number;
}

/** A regular file at the time when it was opened. */
export interface RegularFile extends FileIdentity {
  /** How its text is packed or encoded; `none` if its bytes are UTF-8 text. */
  readonly container: Container;
}

/**
 * Inspects a file; returns `undefined` for a pipe, a device, or anything else that can't be read twice.
 * @throws InputError for a container that can't be read
 */
export function lookAt(path: string): RegularFile | undefined {
  const fd = openSync(path, "r");
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) return undefined;
    const start = Buffer.alloc(MAGIC_SIZE);
    const known = start.subarray(0, readSync(fd, start, 0, MAGIC_SIZE, 0));
    const container = containerOf(known, true, path) ?? "none";
    const { size, mtimeMs, ino, dev } = stats;
    return { size, mtimeMs, ino, dev, container };
  } finally {
    closeSync(fd);
  }
}

/** The error of a file that is shorter than when it was opened. */
export function truncatedError(name: string): InputError {
  return new InputError(`${quote(name)} was truncated while it was being read`);
}

/** The error of an input that can't be read. */
export function readError(name: string, error: unknown): InputError {
  return new InputError(`can't read ${name}: ${systemReason(error)}`);
}
