import { type CheckOptions, checkOutputOptions, checkpointIntervalOf, jobsOf } from "../check/options.js";
import { openOutputPlaces } from "../check/output-places.js";
import type { ReportData } from "../check/report-data.js";
import { runJob } from "../check/run.js";
import { finishOutputs, inSession, type Session } from "../check/session.js";
import { type Duplicates, type Summary, summarize } from "../check/summary.js";
import { formatSummary } from "../check/summary-text.js";
import { coloursFor } from "../colours.js";
import { countDuplicates } from "../duplicates/count.js";
import type { InputError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { checkImplicitStdin } from "../input/implicit-stdin.js";
import { type Input, openInputs } from "../input/inputs.js";
import { noRecords } from "../input/no-records.js";
import { Stopped } from "../input/stop.js";
import type { Io, Output } from "../io.js";
import { type KeySource, type LabelledNamespace, requireNamespaces } from "../keys.js";
import type { NewFile } from "../output/new-file.js";
import { checkFormatOptions } from "../records/select.js";
import { renderReport } from "../report/render.js";

/** `check [FILE…]`: validates stored IDs, and prints a summary. */
export async function check(
  files: readonly string[],
  keys: readonly KeySource[],
  options: CheckOptions,
  io: Io,
): Promise<ExitCode> {
  jobsOf(options);
  checkpointIntervalOf(options);
  checkOutputOptions(options);
  const namespaces = await requireNamespaces(keys, options, io.stop);
  await checkImplicitStdin(files, keys, io);
  const inputs = await openInputs(files, io);
  checkFormatOptions(inputs, options);
  const places = await openOutputPlaces(inputs, keys, options, io);
  return inSession(inputs, namespaces, options, places, io, async (session) => {
    const { files, page, work, checkpoints, saved } = session;
    const finish = saved?.finished ? () => finishOutputs(options, places, saved, io) : () => files.commit();
    const { summary, fault } = await run(inputs, namespaces, options, session, io);
    if (fault === undefined) {
      await finish();
      await writePage(page, { ...summary, along: session.report.along() });
    } else if (fault instanceof Stopped) await session.job.save();
    await session.progress?.clear();
    // Where nothing at all was read, the error says it all.
    if (fault === undefined || summary.total > 0) await print(summary, options, io);
    if (fault !== undefined) throw fault;
    // First what the checkpoint tells of, so that nothing stays behind of which nobody knows.
    if (checkpoints) await work?.remove();
    await checkpoints?.remove();
    return summary.valid === summary.total ? ExitCode.valid : ExitCode.invalid;
  });
}

/** Validates all inputs; up to the point where everything is known, and nothing under its name yet. */
async function run(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  options: CheckOptions,
  session: Session,
  io: Io,
): Promise<{ summary: Summary; fault: InputError | undefined }> {
  const { report, job, files, saved } = session;
  const start = io.now();
  let { engine, fault } = await runJob(inputs, namespaces, options, job, io);
  if (fault === undefined && report.tally().total === 0 && !options.allowEmpty) fault = noRecords(inputs);
  let duplicates: Duplicates | undefined = saved?.finished?.duplicates ?? undefined;
  if (!saved?.finished && fault === undefined) {
    const counted = await countIn(files.idsPath, job.results.flush(), io);
    duplicates = counted.duplicates;
    fault = counted.fault;
    if (fault === undefined) await job.save({ duplicates: duplicates ?? null });
  }
  const milliseconds = io.now() - start + session.milliseconds;
  const names = inputs.slice(0, job.place.input + 1).map(({ name }) => name);
  const end = { files: names, complete: !fault, milliseconds, engine, duplicates };
  return { summary: summarize(report, end), fault };
}

/** Counts the duplicates among the IDs that were collected, if any were. */
async function countIn(
  path: string | undefined,
  written: Promise<void>,
  io: Io,
): Promise<{ duplicates: Duplicates | undefined; fault: InputError | undefined }> {
  await written;
  try {
    return { duplicates: path === undefined ? undefined : await countDuplicates(path, io.stop), fault: undefined };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { duplicates: undefined, fault: error };
  }
}

async function writePage(page: NewFile | undefined, data: ReportData): Promise<void> {
  await page?.write(Buffer.from(renderReport(data)));
  await page?.commit();
}

async function print(summary: Summary, options: CheckOptions, io: Io): Promise<void> {
  // What is annotated has standard output to itself.
  const output: Output = options.annotate && options.output === undefined ? io.stderr : io.stdout;
  const text = options.json ? `${JSON.stringify(summary)}\n` : formatSummary(summary, coloursFor(output, io.env));
  await output.write(text);
}
