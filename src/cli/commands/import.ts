import { parse } from "node:path";
import { createLineChecker, createValidator } from "../../bulk/validator.js";
import { SqliteDirectory } from "../../directory/sqlite.js";
import { splitUniqueKey } from "../../directory/unique-key.js";
import { widthFor } from "../check/along.js";
import { Report } from "../check/report.js";
import { type Checkers, openChecker } from "../check/stream.js";
import { type Summary, summarize } from "../check/summary.js";
import { formatSummary } from "../check/summary-text.js";
import { coloursFor } from "../colours.js";
import { InputError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { ImportSink } from "../import/sink.js";
import { type Input, openInputs } from "../input/inputs.js";
import { throwIfStopped } from "../input/stop.js";
import type { Io } from "../io.js";
import { readKeyFile } from "../key-file.js";
import { type KeyOptions, type KeySource, type LabelledNamespace, requireNamespaces } from "../keys.js";
import type { RecordFormat } from "../records/format.js";
import { type Checked, START } from "../records/records.js";
import { checkFormatOptions, type FormatOptions, selectFormat } from "../records/select.js";
import { escapeControls, formatCount } from "../text.js";

/** Options of `import`, as the command line gives them. */
export interface ImportOptions extends KeyOptions, FormatOptions {
  readonly db: string;
  readonly storedData?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** `import --db FILE [FILE…]`: what `check` finds valid, into an SQLite directory. */
export async function importIds(
  files: readonly string[],
  keys: readonly KeySource[],
  options: ImportOptions,
  io: Io,
): Promise<ExitCode> {
  const namespaces = await requireNamespaces(keys, options);
  const inputs = await openInputs(files, io);
  checkFormatOptions(inputs, options);
  const directory = await SqliteDirectory.open(options.db);
  try {
    const ids: string[] = [];
    for (const [i, key] of keys.entries()) ids.push(await addNamespace(directory, key, namespaces[i].label));
    const sink = new ImportSink(directory, ids, options.storedData);
    const { summary, fault } = await run(inputs, namespaces, sink, options, io);
    if (fault === undefined || summary.total > 0) await print(summary, options, io);
    if (fault !== undefined) throw fault;
    return summary.valid === summary.total ? ExitCode.valid : ExitCode.invalid;
  } finally {
    directory.close();
  }
}

/** Lists the namespace of a key, under what its unique key says, or the name of its key file without the extension. */
async function addNamespace(directory: SqliteDirectory, key: KeySource, label: string): Promise<string> {
  if ("uniqueKey" in key) {
    return directory.add({ uniqueKey: key.uniqueKey, ...splitUniqueKey(key.uniqueKey || '""') }).id;
  }
  const secret = await readKeyFile(key.keyFile);
  try {
    return directory.add({ key: secret, ...splitUniqueKey(parse(label).name) }).id;
  } finally {
    secret.fill(0);
  }
}

/** Reads all inputs. One that breaks off, or a request to stop, ends the run; what came before it is in the file. */
async function run(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  sink: ImportSink,
  options: ImportOptions,
  io: Io,
): Promise<{ summary: Summary; fault: InputError | undefined }> {
  const validator = createValidator(namespaces.map(({ namespace }) => namespace));
  const checkers = { validator, lines: createLineChecker(validator) };
  const report = new Report(namespaces, widthFor(inputs.reduce((sum, { file }) => sum + (file?.size ?? 0), 0)));
  const files: string[] = [];
  const start = io.now();
  let fault: InputError | undefined;
  try {
    for (const input of inputs) {
      files.push(input.name);
      await importInput(input, selectFormat(input, options), checkers, sink, report, io);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    fault = error;
    await sink.flush();
  }
  const end = { files, complete: !fault, milliseconds: io.now() - start, engine: validator.engine };
  return { summary: summarize(report, { ...end, duplicates: undefined }), fault };
}

/** Records one input, chunk by chunk: what is valid in a chunk is in the file before the next is read. */
async function importInput(
  input: Input,
  format: RecordFormat,
  checkers: Checkers,
  sink: ImportSink,
  report: Report,
  io: Io,
): Promise<void> {
  const checker = openChecker(format, checkers, START);
  const source = { name: input.name, ids: format.ids, longest: format.longest, offset: 0 };
  const take = (all: Iterable<Checked>): Promise<void> => {
    for (const checked of all) {
      sink.add(checked);
      report.add(checked, source);
    }
    return sink.flush();
  };
  for await (const chunk of input.text()) {
    await take(checker.read(chunk));
    throwIfStopped(io.stop);
  }
  await take(checker.end());
}

/** The summary of `check`, and what became of it: all that is valid is in the file. */
async function print(summary: Summary, options: ImportOptions, io: Io): Promise<void> {
  const { valid } = summary;
  const text = options.json
    ? `${JSON.stringify({ ...summary, db: options.db, recorded: valid })}\n`
    : `${formatSummary(summary, coloursFor(io.stdout, io.env))}\n${formatCount(valid)} recorded in ${escapeControls(options.db)}\n`;
  await io.stdout.write(text);
}
