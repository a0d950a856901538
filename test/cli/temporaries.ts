import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The names of temporary files and folders in a folder. */
export function temporariesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".durable-id"));
}

/** The path of the temporary file in which an output of this name grows. */
export function temporaryOf(folder: string, name: string): string {
  const found = temporariesIn(folder).filter((each) => each.startsWith(`.${name}.`));
  if (found.length !== 1) throw new Error(`expected one temporary file of ${name}, found ${found.length}`);
  return `${folder}/${found[0]}`;
}

/** Everything in a folder, links not followed, by path: kind, inode, mode, and content or target. */
export function snapshotOf(folder: string, prefix = ""): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    const inside = entry.isDirectory() ? Object.entries(snapshotOf(path, `${prefix}${entry.name}/`)) : [];
    return [[prefix + entry.name, describeFile(path)], ...inside];
  });
  return Object.fromEntries(entries);
}

/** A file as `lstat` sees it, with its content if it is a regular file, and its target if it is a link. */
export function describeFile(path: string): string {
  const stats = lstatSync(path, { bigint: true });
  const content = stats.isFile() ? readFileSync(path, "latin1") : stats.isSymbolicLink() ? readlinkSync(path) : "";
  const shown = content.length > 100 ? createHash("sha256").update(content).digest("hex") : content;
  return `${stats.dev}:${stats.ino} ${stats.mode.toString(8)} ${stats.uid} ${shown}`;
}
