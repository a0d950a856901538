import { rm } from "node:fs/promises";
import type { Place } from "../check/job.js";
import type { Results } from "../check/results.js";
import type { Duplicates } from "../check/summary.js";
import type { OutputFiles } from "../output/output-files.js";
import { type Position, START } from "../records/records.js";
import { syncFolder, writeDurably } from "./durable-write.js";
import { type CheckpointState, formatState, type InputIdentity } from "./state.js";

/** What stays the same in all checkpoints of a run. */
export interface CheckpointRun {
  readonly path: string;
  readonly fingerprint: string;
  readonly inputs: readonly InputIdentity[];
  /** Milliseconds between two checkpoints. */
  readonly interval: number;
}

/** Saves how far a run has come: first its outputs, then where they stood. */
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
    if (this.#now() - this.#savedAt >= this.#run.interval) await this.save(place);
  }

  /** @param finished once all was read: from here on the outputs go under their names */
  async save(place: Place, finished: { duplicates: Duplicates | null } | null = null): Promise<void> {
    await this.#results.flush();
    await this.#files.sync();
    const { path, fingerprint, inputs } = this.#run;
    const { header, ...position } = place.position;
    await writeDurably(
      path,
      formatState({
        fingerprint,
        inputs,
        place: { ...place, position: { ...position, header: toBase64(header) } },
        part: this.#results.report.part(),
        sizes: this.#files.sizes(),
        header: toBase64(this.#results.header()),
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
