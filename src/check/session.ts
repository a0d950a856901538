import { stat } from "node:fs/promises";
import { checkpointOwner, processOwner } from "../system/owner.js";
import { type CheckpointRun, Checkpoints } from "./checkpoint/checkpoints.js";
import { fingerprintOf } from "./checkpoint/fingerprint.js";
import { identitiesOf, requireSame } from "./checkpoint/identities.js";
import { CheckpointLock } from "./checkpoint/lock.js";
import { type CheckpointState, readState } from "./checkpoint/state.js";
import type { OutputOptions } from "./output-options.js";
import type { OutputPlaces } from "./output-places.js";
import { NewFile } from "./outputs/new-file.js";
import { OutputFiles, type Targets } from "./outputs/output-files.js";
import type { Plan } from "./plan.js";
import { RunSinks } from "./sinks/run-sinks.js";
import { placeIn, type Work } from "./stored-ids/work-folder.js";
import { claimUnfinished, openWork, removeOldTemporaries } from "./unfinished.js";

/** The open files of a run. */
export interface Session {
  readonly sinks: RunSinks;
  readonly files: OutputFiles;
  readonly checkpoints: Checkpoints | undefined;
  /** The state of an earlier run, if this one resumes it. */
  readonly saved: CheckpointState | undefined;
  readonly work: Work | undefined;
  /** The report, which is written at the end. */
  readonly page: NewFile | undefined;
  /** The test results, which are written however the run ends. */
  readonly results: NewFile | undefined;
  /** Milliseconds that earlier runs took. */
  readonly milliseconds: number;
}

/**
 * Opens the outputs of a run, new or resumed, and closes them after `use`. Unfinished files are kept for a later run if
 * there is a checkpoint, and removed otherwise.
 */
export async function inSession<Result>(
  plan: Plan,
  options: OutputOptions,
  places: OutputPlaces,
  now: () => number,
  use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const run = await checkpointRun(plan, options, places);
  const lock = run && (await CheckpointLock.acquire(run.place));
  try {
    const saved = run && (await readState(run.place.path));
    if (run && saved) requireSame(saved, run.place.path, run.fingerprint, run.inputs);
    const owner = run?.owner ?? processOwner();
    await claimUnfinished(places, saved);
    const work = await openWork(options, places, owner, saved);
    let page: NewFile | undefined;
    let results: NewFile | undefined;
    let files: OutputFiles | undefined;
    let checkpoints: Checkpoints | undefined;
    try {
      page = places.report && (await NewFile.create(places.report, owner));
      results = places.results && (await NewFile.create(places.results, owner));
      files = await OutputFiles.open(saved?.finished ? {} : targetsOf(options, places, work), owner, saved);
      const kept = saved?.finished ? saved.unfinished : files.unfinished();
      // Only after everything was opened: if the checkpoint names wrong files, nothing must be removed.
      const ownFiles = { page: page?.unfinished, results: results?.unfinished, work: work?.unfinished };
      await removeOldTemporaries(places, run?.owner, { ...kept, ...ownFiles });
      const length = plan.inputs.reduce((sum, { input }) => sum + (input.file?.size ?? 0), 0);
      const sinks = new RunSinks(plan, length, files.destinations, options);
      if (saved) sinks.merge(saved.snapshots);
      const milliseconds = saved?.milliseconds ?? 0;
      checkpoints = run && new Checkpoints(run, sinks, files, work, now, milliseconds);
      return await use({ sinks, files, checkpoints, saved, work, page, results, milliseconds });
    } finally {
      await page?.discard();
      await results?.discard();
      if (saved || checkpoints?.isSaved) await files?.close();
      else {
        await files?.discard();
        await work?.remove();
      }
    }
  } finally {
    await lock?.release();
  }
}

/** Renames the outputs that an earlier run completed, except those that it already renamed. */
export async function finishOutputs(
  options: OutputOptions,
  places: OutputPlaces,
  saved: CheckpointState,
): Promise<void> {
  await OutputFiles.finish(targetsOf(options, places, undefined), saved);
}

function targetsOf({ annotate }: OutputOptions, places: OutputPlaces, work: Work | undefined): Targets {
  const annotated = typeof annotate === "object" ? annotate : places.annotate;
  return {
    ...(annotated && { annotate: annotated }),
    ...(places.invalid && { invalid: places.invalid }),
    ...(places.invalidRecords && { invalidRecords: places.invalidRecords }),
    ...(places.valid && { valid: places.valid }),
    ...(places.repairs && { repairs: places.repairs }),
    ...(work && { ids: placeIn(work, "ids") }),
  };
}

async function checkpointRun(
  { verdicts, inputs }: Plan,
  { checkpoint, duplicates, samples, repairs: repairOptions }: OutputOptions,
  { annotate, invalid, invalidRecords, valid, repairs, checkpoint: place }: OutputPlaces,
): Promise<CheckpointRun | undefined> {
  if (place === undefined || checkpoint === undefined) return undefined;
  const fingerprint = fingerprintOf(verdicts.identity(), {
    formats: [...new Set(inputs.map(({ format }) => JSON.stringify(format)))],
    outputs: [annotate, invalid, invalidRecords, valid, repairs].map((output) => output?.target ?? null),
    duplicates: duplicates ?? false,
    repairLimit: repairOptions?.limit ?? null,
    samples: samples ?? null,
  });
  const owner = checkpointOwner(place.target, await stat(place.folder, { bigint: true }));
  const identities = identitiesOf(inputs.map(({ input }) => input));
  return { place, owner, fingerprint, inputs: identities, interval: checkpoint.interval };
}
