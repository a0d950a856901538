import { parse } from "node:path";
import { tooFewRecords } from "../../check/check-files.js";
import type { Plan } from "../../check/plan.js";
import { run } from "../../check/run.js";
import { Counts } from "../../check/sinks/counts.js";
import { ForeignIds } from "../../check/sinks/foreign-ids.js";
import { Samples } from "../../check/sinks/samples.js";
import { type Summary, summarize } from "../../check/summary.js";
import { ImportSink } from "../../directory/import-sink.js";
import { SqliteDirectory } from "../../directory/sqlite.js";
import { splitUniqueKey } from "../../directory/unique-key.js";
import { namespaceState } from "../../namespace/holder.js";
import { isSqliteError, sqliteReason } from "../../sqlite/sqlite-errors.js";
import { escapeControls, printableJson, quote } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { claimDatabase } from "../claim-database.js";
import { coloursFor } from "../colours.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { FormatOptions } from "../format-options.js";
import type { Io } from "../io.js";
import type { KeyOptions, KeySource, OpenNamespace } from "../keys.js";
import { planInputs } from "../plan-inputs.js";
import { Progress } from "../progress.js";
import { formatSummary } from "../summary/format.js";

/** Options of `import`, as parsed from the command line. */
export interface ImportOptions extends KeyOptions, FormatOptions {
  readonly db: string;
  /** Whether to accept inputs without a single record. */
  readonly allowEmpty?: boolean | undefined;
  readonly storedData?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** `false` with `--no-progress`. */
  readonly progress: boolean;
}

/** `import --db FILE [FILE…]`: imports valid IDs into an SQLite database. */
export async function importIds(
  paths: readonly string[],
  keys: readonly KeySource[],
  options: ImportOptions,
  io: Io,
): Promise<ExitCode> {
  // Writing takes longer than judging: one thread keeps up with it.
  const { plan, namespaces, claims } = await planInputs(paths, keys, options, io, {
    jobs: 1,
    spawn: io.spawn,
    minRecords: options.allowEmpty ? 0 : 1,
  });
  await claimDatabase(options.db, claims);
  const directory = await SqliteDirectory.open(options.db);
  try {
    return await importInto(directory, plan, namespaces, options, io);
  } catch (error) {
    throw isSqliteError(error) ? new CliError(`can't write ${quote(options.db)}: ${sqliteReason(error)}`) : error;
  } finally {
    directory.close();
  }
}

async function importInto(
  directory: SqliteDirectory,
  plan: Plan,
  namespaces: readonly OpenNamespace[],
  options: ImportOptions,
  io: Io,
): Promise<ExitCode> {
  const ids = namespaces.map((namespace) => addNamespace(directory, namespace));
  const counts = new Counts(plan.verdicts.namespaces);
  const samples = new Samples(plan.verdicts.namespaces);
  const foreignIds = new ForeignIds();
  const inputs = plan.inputs.map(({ input }) => input);
  const progress = options.progress && io.stderr.isTTY ? new Progress(io, counts, inputs) : undefined;
  const start = io.now();
  const sinks = [counts, samples, foreignIds, new ImportSink(directory, ids, options.storedData)];
  const { engine, fault, place } = await run(plan, sinks, {
    onProgress: (input) => progress?.update(input),
  }).finally(() => progress?.clear());
  const summary = summarize(counts, samples, {
    inputs: inputs.slice(0, place.input + 1).map(({ name }) => name),
    fault,
    milliseconds: io.now() - start,
    engine,
    hints: plan.verdicts.hints(counts.tally(), foreignIds.ids),
  });
  if (summary.total > 0 || (fault === undefined && plan.minRecords === 0)) await print(summary, options, io);
  if (fault !== undefined) throw fault;
  if (summary.total < plan.minRecords) throw tooFewRecords(plan, summary.total);
  return summary.valid === summary.total ? ExitCode.valid : ExitCode.invalid;
}

/** Adds the namespace of a key to the listing, named after its unique key, or after its key file without the extension. */
function addNamespace(directory: SqliteDirectory, { label, namespace, key }: OpenNamespace): string {
  if ("uniqueKey" in key) {
    return directory.add({ uniqueKey: key.uniqueKey, ...splitUniqueKey(key.uniqueKey) }).id;
  }
  // Trust boundary: passes the secret key to the directory. The file is not read again: a pipe can be read only once.
  const secret = Uint8Array.from(namespaceState(namespace).keys.root());
  try {
    return directory.add({ key: secret, ...splitUniqueKey(parse(label).name) }).id;
  } finally {
    secret.fill(0);
  }
}

/** Prints the summary of `check`, and the number of IDs in the database: all valid ones. */
async function print(summary: Summary, options: ImportOptions, io: Io): Promise<void> {
  const { valid } = summary;
  const text = options.json
    ? `${printableJson({ ...summary, db: options.db, recorded: valid })}\n`
    : `${formatSummary(summary, coloursFor(io.stdout, io))}\n${formatCount(valid)} recorded in ${escapeControls(options.db)}\n`;
  await io.stdout.write(text);
}
