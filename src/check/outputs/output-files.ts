import type { Owner } from "../../system/owner.js";
import type { Destination } from "../sink.js";
import { type FilePlace, NewFile, type Unfinished } from "./new-file.js";

/** What a run can write of its records. */
export const OUTPUTS = ["annotate", "invalid", "invalidRecords", "valid", "repairs", "ids"] as const;

/** One of {@link OUTPUTS}. */
export type OutputName = (typeof OUTPUTS)[number];

/** Where an output goes: a file, or an open stream. */
export type Target = FilePlace | Destination;

/** Where each output goes that was asked for. */
export type Targets = Partial<Record<OutputName, Target>>;

/** Output files as an earlier run left them. */
export interface SavedFiles {
  readonly unfinished: Partial<Record<OutputName, Unfinished>>;
  /** The sizes from which to go on. */
  readonly sizes: Partial<Record<OutputName, number>>;
}

/** The outputs of a run. Those of them that are files get their names at the end: all of them, or none. */
export class OutputFiles {
  /** Where the bytes of each output go. */
  readonly destinations: ReadonlyMap<OutputName, Destination>;
  readonly #files: ReadonlyMap<OutputName, NewFile>;

  private constructor(destinations: ReadonlyMap<OutputName, Destination>, files: ReadonlyMap<OutputName, NewFile>) {
    this.destinations = destinations;
    this.#files = files;
  }

  /**
   * Opens the outputs.
   * @param owner of new files: see `NewFile.create`
   * @param saved what to go on with, if an earlier run has left it
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

  /** Puts files under their names that an earlier run had completed, but not all of them put there. */
  static async finish(targets: Targets, { unfinished, sizes }: SavedFiles): Promise<void> {
    for (const name of OUTPUTS) {
      const target = targets[name];
      const file = unfinished[name];
      if (target === undefined || "write" in target || file === undefined) continue;
      await NewFile.finish(target, file, sizes[name] ?? 0);
    }
  }

  /** What a later run needs to find each file again. */
  unfinished(): Partial<Record<OutputName, Unfinished>> {
    return Object.fromEntries([...this.#files].map(([name, file]) => [name, file.unfinished]));
  }

  /** How many bytes each file has by now. */
  sizes(): Partial<Record<OutputName, number>> {
    return Object.fromEntries([...this.#files].map(([name, file]) => [name, file.size]));
  }

  /** Resolves when all that was written would outlive a power failure. */
  async sync(): Promise<void> {
    for (const file of this.#files.values()) await file.sync();
  }

  /** Puts the files under their names; the list of IDs, which only this run needs, is removed. */
  async commit(): Promise<void> {
    for (const file of this.#files.values()) await file.prepare();
    for (const [name, file] of this.#files) {
      if (name === "ids") await file.discard();
      else await file.commit();
    }
  }

  /** Takes back what was not committed. */
  async discard(): Promise<void> {
    for (const file of this.#files.values()) await file.discard();
  }

  /** Leaves what was not committed, under temporary names, for a later run. */
  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.close();
  }

  /** Where the valid IDs are, once they have been collected. */
  get idsPath(): string | undefined {
    return this.#files.get("ids")?.temporaryPath;
  }
}
