import type { Output } from "../check/results.js";
import type { Output as Stream } from "../io.js";
import type { LabelledNamespace } from "../keys.js";
import { NewFile } from "./new-file.js";
import { createWriter, OUTPUTS, type OutputName } from "./writers.js";

/** Where an output goes: a path, or an open stream. */
export type Target = string | Stream;

/** How output files are opened. */
export interface OpenOptions {
  /** Paths that are being read. */
  readonly inputs: readonly string[];
  /** Whether a later run must find the partial files again. */
  readonly isResumable: boolean;
  /** The sizes from which to go on, where an earlier run has left them. */
  readonly sizes: Partial<Record<OutputName, number>> | undefined;
}

/** The outputs of a run, and those of them that are files: all of them whole under their names at the end, or none. */
export class OutputFiles {
  readonly outputs: readonly Output[];
  readonly #files: ReadonlyMap<OutputName, NewFile>;

  private constructor(outputs: readonly Output[], files: ReadonlyMap<OutputName, NewFile>) {
    this.outputs = outputs;
    this.#files = files;
  }

  static async open(
    targets: Partial<Record<OutputName, Target>>,
    namespaces: readonly LabelledNamespace[],
    options: OpenOptions,
  ): Promise<OutputFiles> {
    const outputs: Output[] = [];
    const files = new Map<OutputName, NewFile>();
    const opened = new OutputFiles(outputs, files);
    try {
      for (const name of OUTPUTS) {
        const target = targets[name];
        if (target === undefined) continue;
        const writer = createWriter(name, namespaces);
        if (typeof target !== "string") {
          outputs.push({ name, writer, write: (bytes) => target.write(bytes) });
          continue;
        }
        const file = await openFile(target, options, options.sizes?.[name]);
        files.set(name, file);
        outputs.push({ name, writer, write: (bytes) => file.write(bytes) });
      }
    } catch (error) {
      if (options.sizes === undefined) await opened.discard();
      else await opened.close();
      throw error;
    }
    return opened;
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
    for (const [name, file] of this.#files) {
      if (name === "ids") await file.discard();
      else await file.commit();
    }
  }

  /** Takes back what was not committed. */
  async discard(): Promise<void> {
    for (const file of this.#files.values()) await file.discard();
  }

  /** Leaves what was not committed, under partial names, for a later run. */
  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.close();
  }

  /** Where the valid IDs are, once they have been collected. */
  get idsPath(): string | undefined {
    return this.#files.get("ids")?.partialPath;
  }
}

function openFile(
  path: string,
  { inputs, isResumable, sizes }: OpenOptions,
  size: number | undefined,
): Promise<NewFile> {
  if (sizes !== undefined) return NewFile.resume(path, inputs, size ?? 0);
  return isResumable ? NewFile.createResumable(path, inputs) : NewFile.create(path, inputs);
}
