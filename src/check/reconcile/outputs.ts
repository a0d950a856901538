import { processOwner } from "../../system/owner.js";
import { removeLeftovers } from "../../system/temporary.js";
import type { FileClaims } from "../files/claims.js";
import type { OutputPlace } from "../files/output-place.js";
import { NewFile } from "../outputs/new-file.js";
import { LineFile } from "./line-file.js";
import type { ReconcileOptions } from "./options.js";

const OBJECT_HEADER = "namespace,id,hasStoredData\n";

/** The files that a comparison writes. They get their names at the end: all of them, or none. */
export class ReconcileOutputs {
  readonly both: LineFile;
  readonly storedOnly: LineFile;
  readonly listedOnly: LineFile;
  readonly report: NewFile | undefined;
  readonly #files: readonly NewFile[];

  private constructor(files: ReadonlyMap<string, NewFile>) {
    this.both = new LineFile(files.get("--both"), OBJECT_HEADER);
    this.storedOnly = new LineFile(files.get("--stored-only"), "");
    this.listedOnly = new LineFile(files.get("--listed-only"), OBJECT_HEADER);
    this.report = files.get("--report");
    this.#files = [...files.values()];
  }

  /**
   * Opens the files, and removes temporary files of killed runs.
   * @param claims the files that are read
   * @throws CheckError if an output can't be written, or is the same file as another output or an input
   */
  static async open(
    { both, storedOnly, listedOnly, report }: ReconcileOptions,
    claims: FileClaims,
  ): Promise<ReconcileOutputs> {
    const paths = {
      "--both": both,
      "--stored-only": storedOnly,
      "--listed-only": listedOnly,
      "--report": report?.path,
    };
    const places: OutputPlace[] = [];
    for (const [option, path] of Object.entries(paths)) {
      if (path !== undefined) places.push(await claims.write(option, path));
    }
    const files = new Map<string, NewFile>();
    try {
      for (const place of places) files.set(place.option, await NewFile.create(place, processOwner()));
      const isUsed = (identity: string) => claims.has(identity);
      for (const { option, folder, name } of places) {
        const keep = files.get(option)?.unfinished.name;
        await removeLeftovers({ folder, name, kind: "file", checkpoint: undefined, keep }, isUsed);
      }
    } catch (error) {
      for (const file of files.values()) await file.discard();
      throw error;
    }
    return new ReconcileOutputs(files);
  }

  /** Gives the files their names. */
  async commit(): Promise<void> {
    for (const lines of [this.both, this.storedOnly, this.listedOnly]) await lines.end();
    for (const file of this.#files) await file.prepare();
    for (const file of this.#files) await file.commit();
  }

  /** Removes the files that were not committed. */
  async discard(): Promise<void> {
    for (const file of this.#files) await file.discard();
  }
}
