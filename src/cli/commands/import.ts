import { parse } from "node:path";
import { SqliteDirectory } from "../../directory/sqlite.js";
import { splitUniqueKey } from "../../directory/unique-key.js";
import { isSqliteError, sqliteReason } from "../../local/sqlite-errors.js";
import { namespaceState } from "../../namespace/namespace.js";
import { escapeControls, quote } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { widthFor } from "../check/along.js";
import { Progress } from "../check/progress.js";
import { Report } from "../check/report.js";
import { type Summary, summarize } from "../check/summary.js";
import { formatSummary } from "../check/summary-text.js";
import { coloursFor } from "../colours.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { claimInputs } from "../files/claim-inputs.js";
import { claimDatabase } from "../import/claim-database.js";
import { readAll } from "../import/read.js";
import { ImportSink } from "../import/sink.js";
import { checkImplicitStdin } from "../input/implicit-stdin.js";
import { type Input, openInputs } from "../input/inputs.js";
import { noRecords } from "../input/no-records.js";
import type { Io } from "../io.js";
import { type KeyOptions, type KeySource, type LabelledNamespace, requireNamespaces } from "../keys.js";
import { checkFormatOptions, type FormatOptions } from "../records/select.js";

/** Options of `import`, as the command line gives them. */
export interface ImportOptions extends KeyOptions, FormatOptions {
  readonly db: string;
  /** Whether inputs without a single record are fine. */
  readonly allowEmpty?: boolean | undefined;
  readonly storedData?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** `--no-progress` makes it `false`. */
  readonly progress: boolean;
}

/** `import --db FILE [FILE…]`: what `check` finds valid, into an SQLite directory. */
export async function importIds(
  files: readonly string[],
  keys: readonly KeySource[],
  options: ImportOptions,
  io: Io,
): Promise<ExitCode> {
  const namespaces = await requireNamespaces(keys, options, io.stop);
  await checkImplicitStdin(files, keys, io);
  const inputs = await openInputs(files, io);
  checkFormatOptions(inputs, options);
  await claimDatabase(options.db, await claimInputs(inputs, keys, io));
  const directory = await SqliteDirectory.open(options.db);
  try {
    return await importInto(directory, inputs, namespaces, keys, options, io);
  } catch (error) {
    throw isSqliteError(error) ? new CliError(`can't write ${quote(options.db)}: ${sqliteReason(error)}`) : error;
  } finally {
    directory.close();
  }
}

async function importInto(
  directory: SqliteDirectory,
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  keys: readonly KeySource[],
  options: ImportOptions,
  io: Io,
): Promise<ExitCode> {
  const ids = keys.map((key, i) => addNamespace(directory, key, namespaces[i]));
  const sink = new ImportSink(directory, ids, options.storedData);
  const report = new Report(namespaces, widthFor(inputs.reduce((sum, { file }) => sum + (file?.size ?? 0), 0)));
  const progress = options.progress && io.stderr.isTTY ? new Progress(io, report, inputs) : undefined;
  const start = io.now();
  const read = await readAll(inputs, namespaces, options, report, sink, progress).finally(() => progress?.clear());
  const milliseconds = io.now() - start;
  const end = { files: read.files, complete: !read.fault, milliseconds, engine: read.engine, duplicates: undefined };
  const summary = summarize(report, end);
  if (summary.total > 0 || (read.fault === undefined && options.allowEmpty)) await print(summary, options, io);
  if (read.fault !== undefined) throw read.fault;
  if (summary.total === 0 && !options.allowEmpty) throw noRecords(inputs);
  return summary.valid === summary.total ? ExitCode.valid : ExitCode.invalid;
}

/** Lists the namespace of a key, under what its unique key says, or the name of its key file without the extension. */
function addNamespace(directory: SqliteDirectory, key: KeySource, { label, namespace }: LabelledNamespace): string {
  if ("uniqueKey" in key) {
    return directory.add({ uniqueKey: key.uniqueKey, ...splitUniqueKey(key.uniqueKey) }).id;
  }
  // Trust boundary: the key leaves its namespace for the directory. The file is not read again: a pipe has it only once.
  const secret = Uint8Array.from(namespaceState(namespace).keys.root());
  try {
    return directory.add({ key: secret, ...splitUniqueKey(parse(label).name) }).id;
  } finally {
    secret.fill(0);
  }
}

/** The summary of `check`, and what became of it: all that is valid is in the file. */
async function print(summary: Summary, options: ImportOptions, io: Io): Promise<void> {
  const { valid } = summary;
  const text = options.json
    ? `${JSON.stringify({ ...summary, db: options.db, recorded: valid })}\n`
    : `${formatSummary(summary, coloursFor(io.stdout, io.env))}\n${formatCount(valid)} recorded in ${escapeControls(options.db)}\n`;
  await io.stdout.write(text);
}
