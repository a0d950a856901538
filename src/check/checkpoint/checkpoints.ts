import { rm } from "node:fs/promises";
import type { Owner } from "../../system/owner.js";
import { type OutputPlace, writeError } from "../files/output-place.js";
import { NewFile, syncFolder } from "../outputs/new-file.js";
import type { OutputFiles } from "../outputs/output-files.js";
import type { Place } from "../run.js";
import type { RunSinks } from "../sinks/run-sinks.js";
import type { Work } from "../stored-ids/work-folder.js";
import { type Finished, formatState, type InputIdentity } from "./state.js";

/** Values that all checkpoints of a run share. */
export interface CheckpointRun {
  readonly place: OutputPlace;
  /** The owner of the run's temporary files. */
  readonly owner: Owner;
  readonly fingerprint: string;
  readonly inputs: readonly InputIdentity[];
  /** Milliseconds between two checkpoints. */
  readonly interval: number;
}

/** A place in the inputs, with the state of sinks and outputs at exactly that place. */
interface Moment {
  readonly place: Place;
  readonly snapshots: Readonly<Record<string, unknown>>;
  readonly sizes: ReturnType<OutputFiles["sizes"]>;
}

/** Saves the progress of a run: first flushes its outputs, then records their sizes. */
export class Checkpoints {
  readonly #run: CheckpointRun;
  readonly #sinks: RunSinks;
  readonly #files: OutputFiles;
  readonly #now: () => number;
  readonly #start: number;
  readonly #work: Work | undefined;
  #savedAt: number;
  /** The state before a record that is too long to keep: while its pieces pass, the sinks have no consistent state. */
  #beforeLongRecord: Moment | undefined;
  /** Whether a later run can resume this one. */
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

  /** Called when the run has reached a place. Saves it if the interval has passed. */
  reach(place: Place): Promise<void> | undefined {
    this.#beforeLongRecord = undefined;
    return this.#now() - this.#savedAt >= this.#run.interval ? this.save(place, null) : undefined;
  }

  /** Called before a record that is too long to keep: a run that stops within it resumes at this place. */
  async hold(place: Place): Promise<void> {
    this.#beforeLongRecord = await this.#take(place);
  }

  /**
   * Saves the last place between two records.
   * @param finished the results of all inputs, once they were read: after this checkpoint the outputs get their names
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

  /** Writes atomically: after a power failure, the file has either the old text or the new one. */
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
