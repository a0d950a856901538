import { parse } from "node:path";
import { SqliteDirectory } from "../../directory/sqlite.js";
import { splitUniqueKey } from "../../directory/unique-key.js";
import { widthFor } from "../check/along.js";
import { Report } from "../check/report.js";
import { type Summary, summarize } from "../check/summary.js";
import { formatSummary } from "../check/summary-text.js";
import { coloursFor } from "../colours.js";
import { ExitCode } from "../exit-code.js";
import { readAll } from "../import/read.js";
import { ImportSink } from "../import/sink.js";
import { checkImplicitStdin } from "../input/implicit-stdin.js";
import { openInputs } from "../input/inputs.js";
import { noRecords } from "../input/no-records.js";
import type { Io } from "../io.js";
import { readKeyFile } from "../key-file.js";
import { type KeyOptions, type KeySource, requireNamespaces } from "../keys.js";
import { checkFormatOptions, type FormatOptions } from "../records/select.js";
import { escapeControls, formatCount } from "../text.js";

/** Options of `import`, as the command line gives them. */
export interface ImportOptions extends KeyOptions, FormatOptions {
  readonly db: string;
  /** Whether inputs without a single record are fine. */
  readonly allowEmpty?: boolean | undefined;
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
  await checkImplicitStdin(files, keys, io);
  const inputs = await openInputs(files, io);
  checkFormatOptions(inputs, options);
  const directory = await SqliteDirectory.open(options.db);
  try {
    const ids: string[] = [];
    for (const [i, key] of keys.entries()) ids.push(await addNamespace(directory, key, namespaces[i].label));
    const sink = new ImportSink(directory, ids, options.storedData);
    const report = new Report(namespaces, widthFor(inputs.reduce((sum, { file }) => sum + (file?.size ?? 0), 0)));
    const start = io.now();
    const { files: read, engine, fault } = await readAll(inputs, namespaces, options, report, sink);
    const milliseconds = io.now() - start;
    const end = { files: read, complete: !fault, milliseconds, engine, duplicates: undefined };
    const summary = summarize(report, end);
    if (summary.total > 0 || (fault === undefined && options.allowEmpty)) await print(summary, options, io);
    if (fault !== undefined) throw fault;
    if (summary.total === 0 && !options.allowEmpty) throw noRecords(inputs);
    return summary.valid === summary.total ? ExitCode.valid : ExitCode.invalid;
  } finally {
    directory.close();
  }
}

/** Lists the namespace of a key, under what its unique key says, or the name of its key file without the extension. */
async function addNamespace(directory: SqliteDirectory, key: KeySource, label: string): Promise<string> {
  if ("uniqueKey" in key) {
    return directory.add({ uniqueKey: key.uniqueKey, ...splitUniqueKey(key.uniqueKey) }).id;
  }
  const secret = await readKeyFile(key.keyFile);
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
