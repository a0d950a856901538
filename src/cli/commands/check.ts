import { createValidator } from "../../bulk/validator.js";
import { AnnotateSink } from "../check/annotate.js";
import { InvalidSink } from "../check/invalid.js";
import { checkInput } from "../check/pipeline.js";
import { Report } from "../check/report.js";
import type { Sink } from "../check/sink.js";
import { type Summary, summarize } from "../check/summary.js";
import { formatSummary } from "../check/summary-text.js";
import { coloursFor } from "../colours.js";
import { InputError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { type Input, openInputs } from "../inputs.js";
import type { Io, Output } from "../io.js";
import { type KeyOptions, type KeySource, type LabelledNamespace, requireNamespaces } from "../keys.js";
import { NewFile } from "../new-file.js";
import { checkFormatOptions, type FormatOptions, selectFormat } from "../records/select.js";

/** Options of `check`, as the command line gives them. */
export interface CheckOptions extends KeyOptions, FormatOptions {
  readonly json?: boolean | undefined;
  readonly annotate?: boolean | undefined;
  /** The file for records that are not valid. */
  readonly invalid?: string | undefined;
}

/** `check [FILE…]`: validates stored IDs, and prints a summary. */
export async function check(
  files: readonly string[],
  keys: readonly KeySource[],
  options: CheckOptions,
  io: Io,
): Promise<ExitCode> {
  const namespaces = await requireNamespaces(keys, options);
  const inputs = await openInputs(files, io);
  checkFormatOptions(inputs, options);
  const invalid = options.invalid === undefined ? undefined : await NewFile.create(options.invalid, pathsOf(inputs));
  try {
    const { summary, fault } = await run(inputs, namespaces, invalid, options, io);
    if (fault === undefined) await invalid?.commit();
    // Where nothing at all was read, the error says it all.
    if (fault === undefined || summary.total > 0) await print(summary, options, io);
    if (fault !== undefined) throw fault;
    return summary.valid === summary.total ? ExitCode.valid : ExitCode.invalid;
  } finally {
    await invalid?.discard();
  }
}

/** Validates all inputs. An input that breaks off ends the run, but not without what was counted before. */
async function run(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  invalid: NewFile | undefined,
  options: CheckOptions,
  io: Io,
): Promise<{ summary: Summary; fault: InputError | undefined }> {
  const validator = createValidator(namespaces.map(({ namespace }) => namespace));
  const report = new Report(namespaces);
  const sinks: Sink[] = [report];
  if (options.annotate) sinks.push(new AnnotateSink(io.stdout, namespaces));
  if (invalid) sinks.push(new InvalidSink(invalid));
  const start = io.now();
  let fault: InputError | undefined;
  try {
    for (const input of inputs) {
      report.files.push(input.name);
      await checkInput(input, selectFormat(input, options), validator, sinks);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    fault = error;
  }
  const milliseconds = io.now() - start;
  return { summary: summarize(report, { complete: !fault, milliseconds, engine: validator.engine }), fault };
}

async function print(summary: Summary, options: CheckOptions, io: Io): Promise<void> {
  // What is annotated has standard output to itself.
  const output: Output = options.annotate ? io.stderr : io.stdout;
  const text = options.json ? `${JSON.stringify(summary)}\n` : formatSummary(summary, coloursFor(output, io.env));
  await output.write(text);
}

function pathsOf(inputs: readonly Input[]): string[] {
  return inputs.flatMap(({ path }) => path ?? []);
}
