import type { Owner } from "../../system/owner.js";
import type { Destination } from "../sink.js";
import { type FilePlace, NewFile, type Unfinished } from "./new-file.js";

/** The outputs that a run can write. */
export const OUTPUTS = ["annotate", "invalid", "invalidRecords", "valid", "repairs", "ids"] as const;

/** One of {@link OUTPUTS}. */
export type OutputName = (typeof OUTPUTS)[number];

/** The destination of an output: a file, or an open stream. */
export type Target = FilePlace | Destination;

/** The destination of each requested output. */
export type Targets = Partial<Record<OutputName, Target>>;

/** Output files of an earlier run. */
export interface SavedFiles {
  readonly unfinished: Partial<Record<OutputName, Unfinished>>;
  /** The sizes at which to continue. */
  readonly sizes: Partial<Record<OutputName, number>>;
}

/** The outputs of a run. The files get their names at the end: all of them, or none. */
export class OutputFiles {
  /** The destination of each output. */
  readonly destinations: ReadonlyMap<OutputName, Destination>;
  readonly #files: ReadonlyMap<OutputName, NewFile>;

  private constructor(destinations: ReadonlyMap<OutputName, Destination>, files: ReadonlyMap<OutputName, NewFile>) {
    this.destinations = destinations;
    this.#files = files;
  }

  /**
   * Opens the outputs.
   * @param owner the owner of new files: see `NewFile.create`
   * @param saved the files of an earlier run to resume, if any
   */
  static async open(targets: Targets, owner: Owner, saved: SavedFiles | undefined): Promise<OutputFiles> {
    const destinations = new Map<OutputName, Destination>();
    const files = new Map<OutputName, NewFile>();
    const opened = new OutputFiles(destinations, files);
    try {
      for (const name of OUTPUTS) {
        const target = targets[name];
        if (target === undefined) continue;
        if ("write" in target) {
          destinations.set(name, target);
          continue;
        }
        const unfinished = saved?.unfinished[name];
        const file = unfinished
          ? await NewFile.resume(target, unfinished, saved.sizes[name] ?? 0)
          : await NewFile.create(target, owner);
        files.set(name, file);
        destinations.set(name, file);
      }
      if (saved) for (const file of files.values()) await file.cutOff();
    } catch (error) {
      if (saved === undefined) await opened.discard();
      else await opened.close();
      throw error;
    }
    return opened;
  }

  /** Renames the files that an earlier run completed, except those that it already renamed. */
  static async finish(targets: Targets, { unfinished, sizes }: SavedFiles): Promise<void> {
    for (const name of OUTPUTS) {
      const target = targets[name];
      const file = unfinished[name];
      if (target === undefined || "write" in target || file === undefined) continue;
      await NewFile.finish(target, file, sizes[name] ?? 0);
    }
  }

  /** Identifies each file for a later run. */
  unfinished(): Partial<Record<OutputName, Unfinished>> {
    return Object.fromEntries([...this.#files].map(([name, file]) => [name, file.unfinished]));
  }

  /** The current size of each file in bytes. */
  sizes(): Partial<Record<OutputName, number>> {
    return Object.fromEntries([...this.#files].map(([name, file]) => [name, file.size]));
  }

  /** Resolves when all written bytes are on the disk, and would survive a power failure. */
  async sync(): Promise<void> {
    for (const file of this.#files.values()) await file.sync();
  }

  /** Gives the files their names; the list of IDs, which only this run needs, is removed. */
  async commit(): Promise<void> {
    for (const file of this.#files.values()) await file.prepare();
    for (const [name, file] of this.#files) {
      if (name === "ids") await file.discard();
      else await file.commit();
    }
  }

  /** Removes the files that were not committed. */
  async discard(): Promise<void> {
    for (const file of this.#files.values()) await file.discard();
  }

  /** Closes the files that were not committed, and keeps them under temporary names for a later run. */
  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.close();
  }

  /** The path of the file of valid IDs, if they are collected. */
  get idsPath(): string | undefined {
    return this.#files.get("ids")?.temporaryPath;
  }
}
