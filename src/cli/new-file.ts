import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { CliError, hasCode, systemReason } from "./errors.js";
import { quote } from "./text.js";

/** A file that is there whole or not at all: it is written under another name beside its own, and renamed at the end. */
export class NewFile {
  readonly #path: string;
  readonly #partialPath: string;
  readonly #file: FileHandle;
  #isOpen = true;

  private constructor(path: string, partialPath: string, file: FileHandle) {
    this.#path = path;
    this.#partialPath = partialPath;
    this.#file = file;
  }

  /**
   * Starts a file that may take the place of another one.
   * @param inputs paths that are being read: none of them may be the one that is replaced
   */
  static async create(path: string, inputs: readonly string[]): Promise<NewFile> {
    const target = await replaceable(path, inputs);
    const partialPath = `${target}.${randomBytes(4).toString("hex")}.partial`;
    try {
      return new NewFile(target, partialPath, await open(partialPath, "wx"));
    } catch (error) {
      throw writeError(path, error);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      // `write` may write less than all; `writeFile` on a handle goes on from where it stands.
      await this.#file.writeFile(bytes);
    } catch (error) {
      throw writeError(this.#path, error);
    }
  }

  /** Puts the file, which is complete now, under its name. */
  async commit(): Promise<void> {
    try {
      await this.#file.sync();
      await this.#close();
      await rename(this.#partialPath, this.#path);
    } catch (error) {
      throw writeError(this.#path, error);
    }
  }

  /** Takes back what was not committed. */
  async discard(): Promise<void> {
    await this.#close();
    await rm(this.#partialPath, { force: true });
  }

  async #close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#file.close();
  }
}

/** Where a file of this path would stand, links followed; refused where renaming onto it would destroy something else. */
async function replaceable(path: string, inputs: readonly string[]): Promise<string> {
  let target: string;
  let existing: Stats;
  try {
    target = await realpath(path);
    existing = await stat(target);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return path;
    throw writeError(path, error);
  }
  if (!existing.isFile()) throw new CliError(`can't write ${quote(path)}: it is not a regular file`);
  for (const input of inputs) {
    // By what they are, not by name: of a pipe that has a path the path leads nowhere, and a file can have two.
    const { dev, ino } = await stat(input);
    if (dev === existing.dev && ino === existing.ino) {
      throw new CliError(`can't write ${quote(path)}: it is being read`);
    }
  }
  return target;
}

function writeError(path: string, error: unknown): CliError {
  return new CliError(`can't write ${quote(path)}: ${systemReason(error)}`);
}
