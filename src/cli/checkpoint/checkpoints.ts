import { rm } from "node:fs/promises";
import type { Place } from "../check/job.js";
import type { Part } from "../check/part.js";
import type { Results } from "../check/results.js";
import type { OutputFiles } from "../output/output-files.js";
import { type Position, START } from "../records/records.js";
import { syncFolder, writeDurably } from "./durable-write.js";
import { type CheckpointState, type Finished, formatState, type InputIdentity } from "./state.js";

/** What stays the same in all checkpoints of a run. */
export interface CheckpointRun {
  readonly path: string;
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
  #savedAt: number;

  /** @param milliseconds that earlier runs took */
  constructor(run: CheckpointRun, results: Results, files: OutputFiles, now: () => number, milliseconds: number) {
    this.#run = run;
    this.#results = results;
    this.#files = files;
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
    const { path, fingerprint, inputs } = this.#run;
    const { header, ...position } = place.position;
    await writeDurably(
      path,
      formatState({
        fingerprint,
        inputs,
        place: { ...place, position: { ...position, header: toBase64(header) } },
        part,
        sizes,
        header: toBase64(outputHeader),
        milliseconds: this.#now() - this.#start,
        finished,
      }),
    );
    this.#savedAt = this.#now();
  }

  /** The run has ended, and needs it no more. */
  async remove(): Promise<void> {
    await rm(this.#run.path, { force: true });
    await syncFolder(this.#run.path);
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
