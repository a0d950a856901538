import type { BigIntStats } from "node:fs";
import { lstat, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { hasCode, systemReason } from "../../system/errors.js";
import { type Inode, identityOf } from "../../system/identity.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";

/** A file that an output would replace. Declared here, so that the public types don't depend on those of Node. */
export interface ExistingFile extends Inode {
  readonly mode: bigint;
  readonly uid: bigint;
  readonly gid: bigint;
}

/**
 * The destination of an output: a path with a regular file, or with nothing yet. Links in its folders are resolved once;
 * a link as the last name is refused.
 */
export class OutputPlace {
  /** The option that names the output, for errors: `--valid`. */
  readonly option: string;
  /** The path as the user wrote it. */
  readonly path: string;
  /** The folder, links resolved. */
  readonly folder: string;
  /** The name in that folder. */
  readonly name: string;
  /** The identity of the existing file, or else of the folder and the name. */
  readonly identity: string;

  private constructor(option: string, path: string, folder: string, name: string, identity: string) {
    this.option = option;
    this.path = path;
    this.folder = folder;
    this.name = name;
    this.identity = identity;
  }

  /** @throws CheckError if something other than a regular file is there, or the folder does not exist */
  static async resolve(option: string, path: string): Promise<OutputPlace> {
    if (path === "" || path === "-") throw refusal(option, path, "it is not the name of a file");
    if (path.endsWith("/") || path.endsWith(sep)) throw refusal(option, path, "it is the name of a folder");
    try {
      const folder = await realpath(dirname(path));
      const name = basename(path);
      const existing = await existingAt(option, path, join(folder, name));
      const identity = existing ? identityOf(existing) : `${identityOf(await statOf(folder))}/${folded(name)}`;
      return new OutputPlace(option, path, folder, name, identity);
    } catch (error) {
      throw error instanceof CheckError ? error : writeError(path, error);
    }
  }

  /** The path, links in its folders resolved. */
  get target(): string {
    return join(this.folder, this.name);
  }

  /** The existing file that the output would replace. @throws CheckError if it is not a regular file */
  existing(): Promise<ExistingFile | undefined> {
    return existingAt(this.option, this.path, this.target);
  }
}

/** The error of an output that can't be written. */
export function writeError(path: string, error: unknown): CheckError {
  return new CheckError(`can't write ${quote(path)}: ${systemReason(error)}`);
}

function statOf(path: string): Promise<BigIntStats> {
  return stat(path, { bigint: true });
}

async function existingAt(option: string, path: string, target: string): Promise<BigIntStats | undefined> {
  let stats: BigIntStats;
  try {
    stats = await lstat(target, { bigint: true });
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw writeError(path, error);
  }
  if (stats.isFile()) return stats;
  throw refusal(option, path, `it is ${kindOf(stats)}`);
}

function refusal(option: string, path: string, fault: string): CheckError {
  const isStream = path === "-" || /^\/(dev|proc)\//.test(path);
  const hint = isStream ? "; to print records to standard output, use --annotate without --output" : "";
  return new CheckError(`can't write ${quote(path)}: ${fault}; ${option} must name a regular file or a new one${hint}`);
}

function kindOf(stats: BigIntStats): string {
  if (stats.isSymbolicLink()) return "a symbolic link";
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a named pipe";
  if (stats.isSocket()) return "a socket";
  return "a device";
}

/** A name as the file system compares it: on macOS and Windows, "A" and "a" usually name the same file. */
function folded(name: string): string {
  return process.platform === "darwin" || process.platform === "win32" ? name.normalize("NFC").toLowerCase() : name;
}
