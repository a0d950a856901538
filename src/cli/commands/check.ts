import { checkFiles } from "../../check/check-files.js";
import type { OutputOptions } from "../../check/output-options.js";
import type { Summary } from "../../check/summary.js";
import type { EngineChoice } from "../../engine/select.js";
import {
  type CheckOptions,
  checkOutputOptions,
  checkpointIntervalOf,
  jobsOf,
  repairLimitOf,
  samplesOf,
} from "../check-options.js";
import { coloursFor } from "../colours.js";
import { ExitCode } from "../exit-code.js";
import type { Io, Output } from "../io.js";
import type { KeySource } from "../keys.js";
import { planInputs } from "../plan-inputs.js";
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
  const jobs = io.spawn ? asked : 1;
  const outputs = outputOptions(options, io);
  const engine = options.engine as EngineChoice | undefined;
  const settings = { engine, jobs, spawn: io.spawn, allowEmpty: options.allowEmpty };
  const { plan, claims } = await planInputs(paths, keys, options, io, settings);
  const isWatched = options.progress && io.stderr.isTTY && !(options.annotate && io.stdout.isTTY);
  let progress: Progress | undefined;
  const inputs = plan.inputs.map(({ input }) => input);
  const summary = await checkFiles(plan, outputs, claims, {
    onStart(counts) {
      if (isWatched) progress = new Progress(io, counts, inputs);
    },
    onProgress: (input) => progress?.update(input),
    async onSummary(summary, fault) {
      await progress?.clear();
      // If nothing at all was read, the error says it all.
      if (fault === undefined || summary.total > 0) await print(summary, options, io);
    },
    now: io.now,
  }).finally(() => progress?.clear());
  return summary.valid === summary.total ? ExitCode.valid : ExitCode.invalid;
}

function outputOptions(options: CheckOptions, io: Io): OutputOptions {
  const interval = checkpointIntervalOf(options);
  const limit = repairLimitOf(options);
  checkOutputOptions(options);
  const { annotate, output, invalid, invalidRecords, valid, duplicates, repairs, report, checkpoint } = options;
  return {
    ...{ invalid, invalidRecords, valid, duplicates, samples: samplesOf(options) },
    annotate: annotate ? (output ?? io.stdout) : undefined,
    repairs: repairs === undefined ? undefined : { path: repairs, limit },
    report:
      report === undefined
        ? undefined
        : { path: report, render: (data) => renderReport(data, { date: new Date(), argv: io.argv }) },
    checkpoint: checkpoint === undefined ? undefined : { path: checkpoint, interval },
  };
}

async function print(summary: Summary, options: CheckOptions, io: Io): Promise<void> {
  // What is annotated has standard output to itself.
  const output: Output = options.annotate && options.output === undefined ? io.stderr : io.stdout;
  const text = options.json ? `${JSON.stringify(summary)}\n` : formatSummary(summary, coloursFor(output, io.env));
  await output.write(text);
}
