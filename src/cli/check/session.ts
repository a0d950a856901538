import { stat } from "node:fs/promises";
import { type CheckpointRun, Checkpoints, fromBase64, placeOf } from "../checkpoint/checkpoints.js";
import { absolute, fingerprintOf } from "../checkpoint/fingerprint.js";
import { identitiesOf, requireSame } from "../checkpoint/identities.js";
import { CheckpointLock } from "../checkpoint/lock.js";
import { type CheckpointState, readState } from "../checkpoint/state.js";
import type { WorkFolder } from "../duplicates/work-folder.js";
import { checkpointOwner, processOwner } from "../files/owner.js";
import type { Input } from "../input/inputs.js";
import type { Io } from "../io.js";
import type { LabelledNamespace } from "../keys.js";
import { NewFile } from "../output/new-file.js";
import { OutputFiles, type Targets } from "../output/output-files.js";
import { widthFor } from "./along.js";
import { Job } from "./job.js";
import { type CheckOptions, checkpointIntervalOf } from "./options.js";
import type { OutputPlaces } from "./output-places.js";
import { Progress } from "./progress.js";
import { Report } from "./report.js";
import { Results } from "./results.js";
import { claimUnfinished, openWork, removeOldTemporaries } from "./unfinished.js";

/** Everything that a run has open. */
export interface Session {
  readonly report: Report;
  readonly files: OutputFiles;
  readonly job: Job;
  readonly progress: Progress | undefined;
  readonly checkpoints: Checkpoints | undefined;
  /** What an earlier run has left, where there was one. */
  readonly saved: CheckpointState | undefined;
  readonly work: WorkFolder | undefined;
  /** The report page, which gets its contents at the end. */
  readonly page: NewFile | undefined;
  /** Milliseconds that earlier runs took. */
  readonly milliseconds: number;
}

/**
 * Opens what a run writes, from the start or from where an earlier one was, and has it closed again after `use`.
 * What is unfinished stays for a later run if a checkpoint tells of it, and is removed otherwise.
 */
export async function inSession<Result>(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  options: CheckOptions,
  places: OutputPlaces,
  io: Io,
  use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const run = await checkpointRun(inputs, namespaces, options, places);
  const lock = run && (await CheckpointLock.acquire(run.place));
  try {
    const saved = run && (await readState(run.place.path));
    if (run && saved) requireSame(saved, run.place.path, run.fingerprint, run.inputs);
    const owner = run?.owner ?? processOwner();
    await claimUnfinished(places, saved);
    const work = await openWork(options, places, owner, saved);
    let page: NewFile | undefined;
    let files: OutputFiles | undefined;
    let session: Session | undefined;
    try {
      page = places.report && (await NewFile.create(places.report, owner));
      files = await OutputFiles.open(
        saved?.finished ? {} : targetsOf(options, places, work, io),
        namespaces,
        owner,
        saved,
      );
      const kept = saved?.finished ? saved.unfinished : files.unfinished();
      // Only now: where the checkpoint is wrong about its files, nothing is removed.
      await removeOldTemporaries(places, run?.owner, { ...kept, page: page?.unfinished, work: work?.unfinished });
      session = sessionOf(inputs, namespaces, options, io, { run, saved, work, page, files });
      return await use(session);
    } finally {
      await page?.discard();
      if (saved || session?.checkpoints?.isSaved) await files?.close();
      else {
        await files?.discard();
        await work?.remove();
      }
    }
  } finally {
    await lock?.release();
  }
}

function sessionOf(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  options: CheckOptions,
  io: Io,
  opened: Pick<Session, "saved" | "work" | "page" | "files"> & { readonly run: CheckpointRun | undefined },
): Session {
  const { run, saved, work, page, files } = opened;
  const report = new Report(namespaces, widthFor(inputs.reduce((sum, { file }) => sum + (file?.size ?? 0), 0)));
  const results = new Results(report, files.outputs);
  if (saved) results.restore(saved.part, fromBase64(saved.header));
  const milliseconds = saved?.milliseconds ?? 0;
  const checkpoints = run && new Checkpoints(run, results, files, work, io.now, milliseconds);
  const isWatched = options.progress && io.stderr.isTTY && !(options.annotate && io.stdout.isTTY);
  const progress = isWatched ? new Progress(io, report, inputs) : undefined;
  const job = new Job(results, io, progress, checkpoints, saved && placeOf(saved));
  return { report, files, job, progress, checkpoints, saved, work, page, milliseconds };
}

/** Puts the outputs under their names that an earlier run had completed, but not all of them put there. */
export async function finishOutputs(
  options: CheckOptions,
  places: OutputPlaces,
  saved: CheckpointState,
  io: Io,
): Promise<void> {
  await OutputFiles.finish(targetsOf(options, places, undefined, io), saved);
}

function targetsOf(options: CheckOptions, places: OutputPlaces, work: WorkFolder | undefined, io: Io): Targets {
  return {
    ...(options.annotate && { annotate: places.output ?? io.stdout }),
    ...(places.invalid && { invalid: places.invalid }),
    ...(places.valid && { valid: places.valid }),
    ...(work && { ids: work.place("ids") }),
  };
}

async function checkpointRun(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  options: CheckOptions,
  { checkpoint: place }: OutputPlaces,
): Promise<CheckpointRun | undefined> {
  if (place === undefined) return undefined;
  const { format, field, header, delimiter, jurisdiction, annotate, duplicates } = options;
  const fingerprint = fingerprintOf(namespaces, {
    ...{ format, field, header, delimiter, jurisdiction, annotate, duplicates },
    output: absolute(options.output),
    invalid: absolute(options.invalid),
    valid: absolute(options.valid),
  });
  const owner = checkpointOwner(place.target, await stat(place.folder, { bigint: true }));
  return { place, owner, fingerprint, inputs: identitiesOf(inputs), interval: checkpointIntervalOf(options) };
}
