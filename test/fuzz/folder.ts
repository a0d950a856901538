import { linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The contents of a folder: its files by path, as hex where they are compared. */
export type Contents = ReadonlyMap<string, Buffer>;

/** Reads all files of a folder. */
export function readFolder(folder: string): Contents {
  const found = new Map<string, Buffer>();
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (lstatSync(join(folder, path)).isFile()) found.set(path, readFileSync(join(folder, path)));
  }
  return found;
}

/** The paths whose files differ, or that only one of two folders has. */
export function differences(a: Contents, b: Contents): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => !a.get(path)?.equals(b.get(path) ?? NONE));
}

/** Equal to no contents: not even to those of an empty file. */
const NONE = Buffer.from([0]);

/** Files that come back after each run as they were, down to their inodes, which a checkpoint knows. */
export class KeptFiles {
  readonly #folder: string;
  readonly #store: string;
  readonly contents: Contents;

  /**
   * Keeps all files that are in a folder now.
   * @param store a folder that doesn't exist yet
   */
  constructor(folder: string, store: string) {
    this.#folder = folder;
    this.#store = store;
    this.contents = readFolder(folder);
    mkdirSync(store);
    for (const path of this.contents.keys()) linkSync(join(folder, path), join(store, path));
  }

  /** Leaves nothing in the folder but these files. */
  restore(): void {
    for (const name of readdirSync(this.#folder)) rmSync(join(this.#folder, name), { recursive: true });
    for (const [path, bytes] of this.contents) {
      const kept = join(this.#store, path);
      if (!readFileSync(kept).equals(bytes)) writeFileSync(kept, bytes);
      linkSync(kept, join(this.#folder, path));
    }
  }
}
