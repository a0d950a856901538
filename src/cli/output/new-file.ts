import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { hasCode, systemReason } from "../../local/system-errors.js";
import { CliError } from "../errors.js";
import { quote } from "../text.js";
import { replaceable } from "./replaceable.js";

/** A file that is there whole or not at all: it is written under another name beside its own, and renamed at the end. */
export class NewFile {
  /** The file as the user named it. */
  readonly path: string;
  /** What it is called until it is whole. */
  readonly partialPath: string;
  readonly #target: string;
  readonly #file: FileHandle;
  #size: number;
  #isOpen = true;

  private constructor(path: string, target: string, partialPath: string, file: FileHandle, size: number) {
    this.path = path;
    this.#target = target;
    this.partialPath = partialPath;
    this.#file = file;
    this.#size = size;
  }

  /**
   * Starts a file that may take the place of another one.
   * @param inputs paths that are being read: none of them may be the one that is replaced
   */
  static async create(path: string, inputs: readonly string[]): Promise<NewFile> {
    const target = await replaceable(path, inputs);
    const partialPath = `${target}.${randomBytes(4).toString("hex")}.partial`;
    return openPartial(path, async () => new NewFile(path, target, partialPath, await open(partialPath, "wx"), 0));
  }

  /** The same under a partial name that a later run finds again: `path.partial`, whatever was there before. */
  static async createResumable(path: string, inputs: readonly string[]): Promise<NewFile> {
    const target = await replaceable(path, inputs);
    const partialPath = partialPathOf(target);
    return openPartial(path, async () => new NewFile(path, target, partialPath, await open(partialPath, "w"), 0));
  }

  /** Goes on with such a file where it had this size: what an earlier run wrote after that is cut off. */
  static async resume(path: string, inputs: readonly string[], size: number): Promise<NewFile> {
    const target = await replaceable(path, inputs);
    const partialPath = partialPathOf(target);
    return openPartial(path, async () => {
      const file = await openExisting(partialPath);
      try {
        await cutOff(file, partialPath, size);
      } catch (error) {
        await file.close();
        throw error;
      }
      return new NewFile(path, target, partialPath, file, size);
    });
  }

  /** Puts the file of an earlier run, which was about to end, under its name, unless that run came to do it. */
  static async finish(path: string, inputs: readonly string[]): Promise<void> {
    const target = await replaceable(path, inputs);
    try {
      await rename(partialPathOf(target), target);
    } catch (error) {
      // The earlier run came to it.
      if (!hasCode(error, "ENOENT")) throw writeError(path, error);
    }
  }

  /** How many bytes were written so far. */
  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      // By place: `write` may write less than all, and a file that was cut off is open at its start.
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#size);
        done += bytesWritten;
        this.#size += bytesWritten;
      }
    } catch (error) {
      throw writeError(this.path, error);
    }
  }

  /** Resolves when all that was written would outlive a power failure. */
  async sync(): Promise<void> {
    try {
      await this.#file.sync();
    } catch (error) {
      throw writeError(this.path, error);
    }
  }

  /** Puts the file, which is complete now, under its name. */
  async commit(): Promise<void> {
    try {
      await this.#file.sync();
      await this.close();
      await rename(this.partialPath, this.#target);
    } catch (error) {
      throw writeError(this.path, error);
    }
  }

  /** Takes back what was not committed. */
  async discard(): Promise<void> {
    await this.close();
    await rm(this.partialPath, { force: true });
  }

  /** Leaves the file as it is, under its partial name. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#file.close();
  }
}

function partialPathOf(target: string): string {
  return `${target}.partial`;
}

async function openPartial(path: string, opening: () => Promise<NewFile>): Promise<NewFile> {
  try {
    return await opening();
  } catch (error) {
    throw error instanceof CliError ? error : writeError(path, error);
  }
}

async function openExisting(partialPath: string): Promise<FileHandle> {
  try {
    return await open(partialPath, "r+");
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    throw new CliError(
      `can't go on with ${quote(partialPath)}: it is gone; remove the checkpoint to start from the beginning`,
    );
  }
}

/** Takes a file back to this size. @throws CliError if it has less */
async function cutOff(file: FileHandle, partialPath: string, size: number): Promise<void> {
  const { size: found } = await file.stat();
  if (found < size) {
    throw new CliError(
      `can't go on with ${quote(partialPath)}: it has ${found} bytes, and the checkpoint says ${size}`,
    );
  }
  await file.truncate(size);
}

/** The error of an output that can't be written. */
export function writeError(path: string, error: unknown): CliError {
  return new CliError(`can't write ${quote(path)}: ${systemReason(error)}`);
}
