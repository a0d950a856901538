import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { systemReason } from "../../local/system-errors.js";
import { quote } from "../../text/printable.js";
import { InputError } from "../errors.js";
import { compressionOf, MAGIC_SIZE } from "./compression.js";

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** What tells a file from another one, and from what it was before it was changed. */
export interface FileIdentity {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
  readonly dev: number;
}

/** A regular file as it was when it was opened. */
export interface RegularFile extends FileIdentity {
  /** Whether its bytes are the text itself. */
  readonly isPlain: boolean;
  /** Bytes of the byte order mark that it begins with. */
  readonly bom: number;
}

/** Looks at a file: `undefined` for a pipe, a device, or whatever else can't be read twice. */
export function lookAt(path: string): RegularFile | undefined {
  const fd = openSync(path, "r");
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) return undefined;
    const start = Buffer.alloc(MAGIC_SIZE);
    const known = start.subarray(0, readSync(fd, start, 0, MAGIC_SIZE, 0));
    const compression = compressionOf(known);
    const isPlain = compression === "none" || compression === "undecided";
    const bom = isPlain && known.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
    const { size, mtimeMs, ino, dev } = stats;
    return { size, mtimeMs, ino, dev, isPlain, bom };
  } finally {
    closeSync(fd);
  }
}

/** The error of a file that ends before the size that it had when it was opened. */
export function truncatedError(name: string): InputError {
  return new InputError(`${quote(name)} was truncated while it was being read`);
}

/** The error of a file that was opened, and then can't be read. */
export function readOnError(name: string, error: unknown): InputError {
  return new InputError(`can't read ${quote(name)}: ${systemReason(error)}`);
}
