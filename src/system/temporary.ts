import { createHash, randomBytes } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { identityOf } from "./identity.js";
import { lifeOf, OWNER, type Owner } from "./owner.js";

const END = ".durable-id";
const RANDOM = /^[0-9a-f]{16}$/;
/** The maximum size, in bytes, of a file's name within a temporary name: some file systems allow 143 bytes in all. */
const LONGEST_STEM = 80;
/** How many bytes of a longer name are kept, before a digest of it. */
const CUT_STEM = 64;

/** A unique name: `.good.txt.<owner>.<16 hex digits>.durable-id`. */
export function temporaryName(name: string, owner: Owner): string {
  return `${startOf(name)}${owner}.${randomBytes(8).toString("hex")}${END}`;
}

/** The owner of a temporary file, if it is one for a file of this name. */
export function ownerOf(temporary: string, name: string): Owner | undefined {
  const start = startOf(name);
  if (!temporary.startsWith(start) || !temporary.endsWith(END)) return undefined;
  const [owner, random, ...rest] = temporary.slice(start.length, -END.length).split(".");
  return OWNER.test(owner) && RANDOM.test(random) && rest.length === 0 ? owner : undefined;
}

/** Selects temporary files in a folder. */
export interface Leftovers {
  readonly folder: string;
  /** The name of the file that the temporary files were for. */
  readonly name: string;
  readonly kind: "file" | "folder";
  /** The owner for the checkpoint of this run: its other temporary files are from earlier runs. */
  readonly checkpoint: Owner | undefined;
  /** The name of the temporary file that this run uses. */
  readonly keep?: string | undefined;
}

/**
 * Removes temporary files of killed runs. A file is removed only if its name has our format, it belongs to this user, and
 * its owner has provably ended. A failure here never stops a run.
 * @param isUsed whether the file with this identity is in use nevertheless, for example as an input
 */
export async function removeLeftovers(
  { folder, name, kind, checkpoint, keep }: Leftovers,
  isUsed: (identity: string) => boolean,
): Promise<void> {
  for (const found of await namesIn(folder)) {
    const its = ownerOf(found, name);
    if (its === undefined || found === keep || (its !== checkpoint && lifeOf(its) !== "dead")) continue;
    const path = join(folder, found);
    try {
      const stats = await lstat(path, { bigint: true });
      const isKind = kind === "file" ? stats.isFile() : stats.isDirectory();
      if (isKind && isOwn(stats) && !isUsed(identityOf(stats))) await rm(path, { recursive: kind === "folder" });
    } catch {
      // Another run may have removed it, and a file that can't be removed does no harm.
    }
  }
}

/** The names in a folder; empty if it can't be listed. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

function isOwn({ uid }: BigIntStats): boolean {
  return process.getuid === undefined || Number(uid) === process.getuid();
}

function startOf(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_STEM) return `.${name}.`;
  let stem = "";
  for (const character of name) {
    if (Buffer.byteLength(stem + character) > CUT_STEM) break;
    stem += character;
  }
  return `.${stem}~${createHash("sha256").update(name).digest("hex").slice(0, 8)}.`;
}
