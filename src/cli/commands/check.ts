import { checkFiles } from "../../check/check-files.js";
import { TooManyInvalid } from "../../check/errors.js";
import type { OutputOptions } from "../../check/output-options.js";
import type { Summary } from "../../check/summary.js";
import type { EngineChoice } from "../../engine/types.js";
import { printableJson } from "../../text/printable.js";
import {
  type CheckOptions,
  checkOutputOptions,
  checkpointIntervalOf,
  checkUnusedRemote,
  jobsOf,
  repairLimitOf,
  samplesOf,
} from "../check-options.js";
import { coloursFor } from "../colours.js";
import { ExitCode } from "../exit-code.js";
import type { Io, Output } from "../io.js";
import { renderJUnit } from "../junit.js";
import type { KeySource } from "../keys.js";
import { isWithin, type Limits, limitsOf } from "../limits.js";
import { planInputs, planRemoteInputs } from "../plan-inputs.js";
import { Progress } from "../progress.js";
import { renderReport } from "../report/render.js";
import { formatSummary } from "../summary/format.js";

/** `check [FILE…]`: validates stored IDs, and prints a summary. */
export async function check(
  paths: readonly string[],
  keys: readonly KeySource[],
  options: CheckOptions,
  io: Io,
): Promise<ExitCode> {
  const asked = jobsOf(options);
  const limits = limitsOf(options);
  const outputs = outputOptions(options, limits, io);
  const engine = options.engine as EngineChoice | undefined;
  const { minRecords, invalidLimit } = limits;
  const settings = { spawn: io.spawn, minRecords, invalidLimit };
  const { remote } = options;
  if (remote === undefined) checkUnusedRemote(options);
  const { plan, claims } =
    remote === undefined
      ? await planInputs(paths, keys, options, io, { ...settings, engine, jobs: io.spawn ? asked : 1 })
      : await planRemoteInputs(paths, keys, { ...options, remote }, io, { ...settings, jobs: asked });
  const isWatched = options.progress && !options.quiet && io.stderr.isTTY && !(options.annotate && io.stdout.isTTY);
  let progress: Progress | undefined;
  const inputs = plan.inputs.map(({ input }) => input);
  try {
    const summary = await checkFiles(plan, outputs, claims, {
      onStart(counts) {
        if (isWatched) progress = new Progress(io, counts, inputs);
      },
      onProgress: (input) => progress?.update(input),
      async onSummary(summary, fault) {
        await progress?.clear();
        // If nothing was read, the error is enough.
        if (!options.quiet && (fault === undefined || summary.total > 0)) await print(summary, options, io);
      },
      now: io.now,
    });
    return isWithin(limits.maxInvalid, summary) ? ExitCode.valid : ExitCode.invalid;
  } catch (error) {
    if (!(error instanceof TooManyInvalid)) throw error;
    if (!options.quiet) await io.stderr.write(`durable-id: ${error.message} (--fail-fast)\n`);
    return ExitCode.invalid;
  } finally {
    await progress?.clear();
  }
}

function outputOptions(options: CheckOptions, limits: Limits, io: Io): OutputOptions {
  const interval = checkpointIntervalOf(options);
  const limit = repairLimitOf(options);
  checkOutputOptions(options);
  const { annotate, output, invalid, invalidRecords, valid, duplicates, repairs, report, junit, checkpoint } = options;
  return {
    ...{ invalid, invalidRecords, valid, duplicates, samples: samplesOf(options) },
    annotate: annotate ? (output ?? io.stdout) : undefined,
    repairs: repairs === undefined ? undefined : { path: repairs, limit },
    report:
      report === undefined
        ? undefined
        : { path: report, render: (data) => renderReport(data, { date: new Date(), argv: io.argv }) },
    results:
      junit === undefined
        ? undefined
        : { path: junit, render: (summary, fault) => renderJUnit(summary, limits, fault) },
    checkpoint: checkpoint === undefined ? undefined : { path: checkpoint, interval },
  };
}

async function print(summary: Summary, options: CheckOptions, io: Io): Promise<void> {
  // With --annotate, standard output has only the annotated records.
  const output: Output = options.annotate && options.output === undefined ? io.stderr : io.stdout;
  const text = options.json ? `${printableJson(summary)}\n` : formatSummary(summary, coloursFor(output, io));
  await output.write(text);
}
