import { rm } from "node:fs/promises";
import type { Owner } from "../../system/owner.js";
import { type OutputPlace, writeError } from "../files/output-place.js";
import { NewFile, syncFolder } from "../outputs/new-file.js";
import type { OutputFiles } from "../outputs/output-files.js";
import type { Place } from "../run.js";
import type { RunSinks } from "../sinks/run-sinks.js";
import type { Work } from "../stored-ids/work-folder.js";
import { type Finished, formatState, type InputIdentity } from "./state.js";

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
interface Moment {
  readonly place: Place;
  readonly snapshots: Readonly<Record<string, unknown>>;
  readonly sizes: ReturnType<OutputFiles["sizes"]>;
}

/** Saves how far a run has come: first its outputs, then their sizes. */
export class Checkpoints {
  readonly #run: CheckpointRun;
  readonly #sinks: RunSinks;
  readonly #files: OutputFiles;
  readonly #now: () => number;
  readonly #start: number;
  readonly #work: Work | undefined;
  #savedAt: number;
  /** Taken before a record that is too long to be kept: while its pieces pass, the sinks are between two places. */
  #beforeLongRecord: Moment | undefined;
  /** Whether a later run can go on from this one. */
  isSaved = false;

  /** @param milliseconds that earlier runs took */
  constructor(
    run: CheckpointRun,
    sinks: RunSinks,
    files: OutputFiles,
    work: Work | undefined,
    now: () => number,
    milliseconds: number,
  ) {
    this.#run = run;
    this.#sinks = sinks;
    this.#files = files;
    this.#work = work;
    this.#now = now;
    this.#savedAt = now();
    this.#start = this.#savedAt - milliseconds;
  }

  /** The run has reached a place. Saves it, if it is time to. */
  reach(place: Place): Promise<void> | undefined {
    this.#beforeLongRecord = undefined;
    return this.#now() - this.#savedAt >= this.#run.interval ? this.save(place, null) : undefined;
  }

  /** A record follows that is too long to be kept: if the run stops within it, it goes on from this place. */
  async hold(place: Place): Promise<void> {
    this.#beforeLongRecord = await this.#take(place);
  }

  /**
   * Saves the last place between two records.
   * @param finished what came of all inputs, once they were read: from here on the outputs get their names
   */
  async save(last: Place, finished: Finished | null): Promise<void> {
    const { place, snapshots, sizes } = this.#beforeLongRecord ?? (await this.#take(last));
    await this.#files.sync();
    const { fingerprint, inputs } = this.#run;
    await this.#write(
      formatState({
        fingerprint,
        inputs,
        place,
        snapshots,
        sizes,
        unfinished: this.#files.unfinished(),
        work: this.#work?.unfinished ?? null,
        milliseconds: this.#now() - this.#start,
        finished,
      }),
    );
    this.#savedAt = this.#now();
    this.isSaved = true;
  }

  /** Removes the checkpoint of a run that has ended. */
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

  async #take(place: Place): Promise<Moment> {
    const snapshots = await this.#sinks.snapshot();
    return { place, snapshots, sizes: this.#files.sizes() };
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
