import { rm } from "node:fs/promises";
import type { Place } from "../check/job.js";
import type { Part } from "../check/part.js";
import type { Results } from "../check/results.js";
import type { WorkFolder } from "../duplicates/work-folder.js";
import { type OutputPlace, writeError } from "../files/output-place.js";
import type { Owner } from "../files/owner.js";
import { NewFile, syncFolder } from "../output/new-file.js";
import type { OutputFiles } from "../output/output-files.js";
import { type Position, START } from "../records/records.js";
import { type CheckpointState, type Finished, formatState, type InputIdentity } from "./state.js";

/** What stays the same in all checkpoints of a run. */
export interface CheckpointRun {
  readonly place: OutputPlace;
  /** Whose the temporary files of the run are. */
  readonly owner: Owner;
  readonly fingerprint: string;
  readonly inputs: readonly InputIdentity[];
  /** Milliseconds between two checkpoints. */
  readonly interval: number;
}

/** A place, and what came of everything before it. All of it is of the same moment. */
export interface Snapshot {
  readonly place: Place;
  readonly part: Part;
  readonly sizes: ReturnType<OutputFiles["sizes"]>;
  readonly header: Buffer | undefined;
}

/** Saves how far a run has come: first its outputs, then their sizes. */
export class Checkpoints {
  readonly #run: CheckpointRun;
  readonly #results: Results;
  readonly #files: OutputFiles;
  readonly #now: () => number;
  readonly #start: number;
  readonly #work: WorkFolder | undefined;
  #savedAt: number;
  /** Whether a later run can go on from this one. */
  isSaved = false;

  /** @param milliseconds that earlier runs took */
  constructor(
    run: CheckpointRun,
    results: Results,
    files: OutputFiles,
    work: WorkFolder | undefined,
    now: () => number,
    milliseconds: number,
  ) {
    this.#run = run;
    this.#results = results;
    this.#files = files;
    this.#work = work;
    this.#now = now;
    this.#savedAt = now();
    this.#start = this.#savedAt - milliseconds;
  }

  async saveIfDue(place: Place): Promise<void> {
    if (this.#now() - this.#savedAt >= this.#run.interval) await this.save(await this.take(place), null);
  }

  /** @param place between two records, all of those before it having been added to the results, and none after it */
  async take(place: Place): Promise<Snapshot> {
    await this.#results.flush();
    const { report } = this.#results;
    return { place, part: report.part(), sizes: this.#files.sizes(), header: this.#results.header() };
  }

  /** @param finished set once all was read: from here on the outputs go under their names */
  async save({ place, part, sizes, header: outputHeader }: Snapshot, finished: Finished | null): Promise<void> {
    await this.#files.sync();
    const { fingerprint, inputs } = this.#run;
    const { header, ...position } = place.position;
    await this.#write(
      formatState({
        fingerprint,
        inputs,
        place: { ...place, position: { ...position, header: toBase64(header) } },
        part,
        sizes,
        unfinished: this.#files.unfinished(),
        work: this.#work?.unfinished ?? null,
        header: toBase64(outputHeader),
        milliseconds: this.#now() - this.#start,
        finished,
      }),
    );
    this.#savedAt = this.#now();
    this.isSaved = true;
  }

  /** The run has ended, and needs it no more. */
  async remove(): Promise<void> {
    const { place } = this.#run;
    if ((await place.existing()) === undefined) return;
    try {
      await rm(place.target, { force: true });
      await syncFolder(place.target);
    } catch (error) {
      throw writeError(place.path, error);
    }
  }

  /** Leaves all of the old checkpoint or all of the new one, also after a power failure. */
  async #write(text: string): Promise<void> {
    const { place, owner } = this.#run;
    const file = await NewFile.create(place, owner);
    try {
      await file.write(Buffer.from(text));
      await file.commit();
    } finally {
      await file.discard();
    }
    await syncFolder(place.target);
  }
}

/** Where a saved run is to be taken up. */
export function placeOf({ place }: CheckpointState): Place {
  const { header, ...position } = place.position;
  const restored: Position = { ...START, ...position, header: fromBase64(header) };
  return { ...place, position: restored };
}

export function fromBase64(text: string | null): Buffer | undefined {
  return text === null ? undefined : Buffer.from(text, "base64");
}

function toBase64(bytes: Uint8Array | undefined): string | null {
  return bytes === undefined ? null : Buffer.from(bytes).toString("base64");
}
