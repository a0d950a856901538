import { quote } from "../text/printable.js";
import { CheckError, InputError, RemoteError, Stopped } from "./errors.js";
import type { FileClaims } from "./files/claims.js";
import type { Input } from "./inputs/input.js";
import type { OutputOptions } from "./output-options.js";
import { openOutputPlaces } from "./output-places.js";
import type { Plan } from "./plan.js";
import { RUN_START, type RunHooks, run } from "./run.js";
import { finishOutputs, inSession, type Session } from "./session.js";
import type { Counts } from "./sinks/counts.js";
import { countDuplicates } from "./stored-ids/count-duplicates.js";
import { type Duplicates, type Summary, summarize } from "./summary.js";

/** Callbacks of {@link checkFiles}. */
export interface CheckHooks {
  /**
   * Called when the run starts.
   * @param counts the live counts of the run, including those of an earlier run that it resumes
   */
  onStart?(counts: Counts): void;
  /**
   * Called when more of an input was checked.
   * @param input the input
   */
  onProgress?(input: Input): void;
  /**
   * Called when the run has ended, and awaited while the checkpoint still exists: if the summary can't be printed, the
   * same run can be started again.
   * @param summary the summary of everything that was read
   * @param fault why the inputs were not read to their ends
   */
  onSummary?(summary: Summary, fault: InputError | undefined): Promise<void>;
  /** Returns milliseconds of a monotonic clock. */
  now?(): number;
}

/**
 * Checks the inputs of a plan, writes the outputs, and returns a summary: the work of `durable-id check`.
 * @param plan what to read
 * @param outputs what to write
 * @param claims the files that the run reads, so that no output overwrites one of them
 * @param hooks callbacks for the progress and the end of the run
 * @returns the summary
 * @throws CheckError for outputs that the plan doesn't allow; InputError if an input can't be read to its end, after `hooks.onSummary` got the summary of what was read
 */
export async function checkFiles(
  plan: Plan,
  outputs: OutputOptions,
  claims: FileClaims,
  hooks: CheckHooks = {},
): Promise<Summary> {
  const now = hooks.now ?? (() => performance.now());
  if (outputs.repairs !== undefined && plan.verdicts.createRepairs === undefined) {
    throw new CheckError("--repairs needs the keys of namespaces: without a key, a repaired ID can't be verified");
  }
  if (outputs.checkpoint !== undefined && plan.invalidLimit !== undefined) {
    throw new CheckError(
      "a plan with an invalidLimit can't have a checkpoint: a run that stopped early can't be resumed",
    );
  }
  const places = await openOutputPlaces(outputs, claims);
  return inSession(plan, outputs, places, now, async (session) => {
    const { files, page, results, work, checkpoints, saved, sinks } = session;
    const { summary, fault, save } = await checkInSession(plan, session, hooks, now);
    if (fault === undefined) {
      await (saved?.finished ? finishOutputs(outputs, places, saved) : files.commit());
      const data = { ...summary, bins: sinks.histogram.bins(), inputStarts: sinks.histogram.inputStarts() };
      await page?.write(Buffer.from(outputs.report?.render(data) ?? ""));
      await page?.commit();
    } else if (fault instanceof Stopped || fault instanceof RemoteError) await save();
    await results?.write(Buffer.from(outputs.results?.render(summary, fault) ?? ""));
    await results?.commit();
    await hooks.onSummary?.(summary, fault);
    if (fault !== undefined) throw fault;
    // Before the checkpoint, which is the only record of the work folder.
    if (checkpoints) await work?.remove();
    await checkpoints?.remove();
    return summary;
  });
}

/** Checks all inputs, up to the point where all results are known but no output has its final name yet. */
async function checkInSession(
  plan: Plan,
  { sinks, files, checkpoints, saved, milliseconds }: Session,
  { onStart, onProgress }: CheckHooks,
  now: () => number,
): Promise<{ summary: Summary; fault: InputError | undefined; save: () => Promise<void> }> {
  const start = now();
  onStart?.(sinks.counts);
  const hooks: RunHooks = {
    onProgress: (input) => onProgress?.(input),
    onPlace: (place) => checkpoints?.reach(place),
    onLongRecord: (place) => checkpoints?.hold(place),
  };
  const end = await run(plan, sinks.all, hooks, saved?.place ?? RUN_START);
  let { fault } = end;
  const { total } = sinks.counts.tally();
  const tooFew = fault === undefined && total < plan.minRecords ? tooFewRecords(plan, total) : undefined;
  let duplicates: Duplicates | undefined = saved?.finished?.duplicates ?? undefined;
  if (!saved?.finished && fault === undefined && tooFew === undefined) {
    try {
      duplicates = files.idsPath === undefined ? undefined : await countDuplicates(files.idsPath, plan.stop);
      await checkpoints?.save(end.place, { duplicates: duplicates ?? null });
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      fault = error;
    }
  }
  const summary = summarize(sinks.counts, sinks.samples, {
    inputs: plan.inputs.slice(0, end.place.input + 1).map(({ input }) => input.name),
    fault,
    milliseconds: now() - start + milliseconds,
    engine: end.engine,
    duplicates,
    repairs: sinks.repairs?.repairCounts(),
    hints: [...sinks.malformedInputs.hints(), ...plan.verdicts.hints(sinks.counts.tally(), sinks.foreignIds.ids)],
  });
  return { summary, fault: fault ?? tooFew, save: async () => checkpoints?.save(end.place, null) };
}

/**
 * The error of a run with fewer records than its plan requires, which is how a failed export would look.
 * @param plan what was read
 * @param count how many records there were
 */
export function tooFewRecords(plan: Plan, count: number): InputError {
  const [{ input }, ...others] = plan.inputs;
  const shown = input.path === undefined ? "standard input" : quote(input.path);
  const inputs = `the ${plan.inputs.length} inputs`;
  if (plan.minRecords <= 1) {
    const place = others.length === 0 ? shown : `any of ${inputs}`;
    return new InputError(`no records in ${place}: pass --allow-empty if that is expected`);
  }
  const place = others.length === 0 ? shown : inputs;
  return new InputError(`too few records in ${place}: --min-records is ${plan.minRecords}, got ${count}`);
}
