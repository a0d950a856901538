import { Checkpoints, fromBase64, placeOf } from "../checkpoint/checkpoints.js";
import { absolute, fingerprintOf } from "../checkpoint/fingerprint.js";
import { identitiesOf, requireSame } from "../checkpoint/identities.js";
import { type CheckpointState, readState } from "../checkpoint/state.js";
import { openWorkFolder, type WorkFolder } from "../duplicates/work-folder.js";
import type { Input } from "../input/inputs.js";
import type { Io } from "../io.js";
import type { LabelledNamespace } from "../keys.js";
import { OutputFiles, type Target } from "../output/output-files.js";
import type { OutputName } from "../output/writers.js";
import { widthFor } from "./along.js";
import { Job } from "./job.js";
import { type CheckOptions, checkpointIntervalOf } from "./options.js";
import { Progress } from "./progress.js";
import { Report } from "./report.js";
import { Results } from "./results.js";

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
  /** Milliseconds that earlier runs took. */
  readonly milliseconds: number;
}

/** Opens what a run writes, from the start or from where an earlier one was. */
export async function openSession(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  options: CheckOptions,
  io: Io,
): Promise<Session> {
  const run = checkpointRun(inputs, namespaces, options);
  const saved = run && (await readState(run.path));
  if (run && saved) requireSame(saved, run.path, run.fingerprint, run.inputs);
  const work = options.duplicates ? await openWorkFolder(run && `${run.path}.duplicates`) : undefined;
  const files = await OutputFiles.open(saved?.finished ? {} : targetsOf(options, work, io), namespaces, {
    inputs: inputs.flatMap(({ path }) => path ?? []),
    isResumable: run !== undefined,
    sizes: saved?.sizes,
  }).catch(async (error: unknown) => {
    if (!saved) await work?.remove();
    throw error;
  });
  const report = new Report(namespaces, widthFor(inputs.reduce((sum, { file }) => sum + (file?.size ?? 0), 0)));
  const results = new Results(report, files.outputs);
  if (saved) results.restore(saved.part, fromBase64(saved.header));
  const milliseconds = saved?.milliseconds ?? 0;
  const checkpoints = run && new Checkpoints(run, results, files, io.now, milliseconds);
  const isWatched = options.progress && io.stderr.isTTY && !(options.annotate && io.stdout.isTTY);
  const progress = isWatched ? new Progress(io, report, inputs) : undefined;
  const job = new Job(results, io, progress, checkpoints, saved && placeOf(saved));
  return { report, files, job, progress, checkpoints, saved, work, milliseconds };
}

function targetsOf(options: CheckOptions, work: WorkFolder | undefined, io: Io): Partial<Record<OutputName, Target>> {
  const targets: Partial<Record<OutputName, Target>> = {};
  if (options.annotate) targets.annotate = options.output ?? io.stdout;
  if (options.invalid !== undefined) targets.invalid = options.invalid;
  if (options.valid !== undefined) targets.valid = options.valid;
  if (work) targets.ids = `${work.path}/ids`;
  return targets;
}

function checkpointRun(inputs: readonly Input[], namespaces: readonly LabelledNamespace[], options: CheckOptions) {
  const path = options.checkpoint;
  if (path === undefined) return undefined;
  const { format, field, header, delimiter, jurisdiction, annotate, duplicates } = options;
  const fingerprint = fingerprintOf(namespaces, {
    ...{ format, field, header, delimiter, jurisdiction, annotate, duplicates },
    output: absolute(options.output),
    invalid: absolute(options.invalid),
    valid: absolute(options.valid),
  });
  return { path, fingerprint, inputs: identitiesOf(inputs), interval: checkpointIntervalOf(options) };
}
