import { createPlan } from "../../check/create-plan.js";
import { formVerdicts } from "../../check/form-verdicts.js";
import type { Plan } from "../../check/plan.js";
import type { ReconcileOptions } from "../../check/reconcile/options.js";
import { reconcile } from "../../check/reconcile/reconcile.js";
import { isReconciled } from "../../check/reconcile/reconciliation.js";
import { SqliteDirectory } from "../../directory/sqlite.js";
import { isSqliteError, sqliteReason } from "../../sqlite/sqlite-errors.js";
import { printableJson, quote } from "../../text/printable.js";
import { claimListing } from "../claim-database.js";
import { claimInputs } from "../claim-inputs.js";
import { coloursFor } from "../colours.js";
import { CompareProgress } from "../compare-progress.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { checkUsed, type FormatOptions, readOptions } from "../format-options.js";
import { checkImplicitStdin } from "../implicit-stdin.js";
import type { Io } from "../io.js";
import { Progress } from "../progress.js";
import { renderReconcileReport } from "../report/reconcile.js";
import { formatReconciliation } from "../summary/reconciliation.js";

/** Options of `reconcile`, as parsed from the command line. */
export interface ReconcileCommandOptions extends FormatOptions {
  readonly db: string;
  /** Ids or names of namespaces. */
  readonly namespace?: readonly string[] | undefined;
  /** The files for the three sets. */
  readonly both?: string | undefined;
  readonly storedOnly?: string | undefined;
  readonly listedOnly?: string | undefined;
  /** The file for the report page. */
  readonly report?: string | undefined;
  /** Whether to accept inputs without a single record, and a listing without objects. */
  readonly allowEmpty?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** `false` with `--no-progress`. */
  readonly progress: boolean;
}

/** `reconcile --db FILE [FILE…]`: compares stored IDs with the objects of a listing. */
export async function reconcileIds(
  paths: readonly string[],
  options: ReconcileCommandOptions,
  io: Io,
): Promise<ExitCode> {
  await checkImplicitStdin(paths, [], io);
  const files = paths.length === 0 ? ["-"] : paths;
  const plan = await createPlan({
    ...readOptions(files, options),
    verdicts: formVerdicts(),
    minRecords: options.allowEmpty ? 0 : 1,
    stdin: io.stdin,
    stop: io.stop,
    spawn: io.spawn,
  });
  checkUsed(plan, options);
  const directory = await SqliteDirectory.open(options.db, { create: false });
  try {
    return await compare(plan, directory, files, options, io);
  } catch (error) {
    throw isSqliteError(error) ? new CliError(`can't read ${quote(options.db)}: ${sqliteReason(error)}`) : error;
  } finally {
    directory.close();
  }
}

async function compare(
  plan: Plan,
  directory: SqliteDirectory,
  files: readonly string[],
  options: ReconcileCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const claims = await claimInputs(files, [], io);
  await claimListing(options.db, claims);
  const isWatched = options.progress && io.stderr.isTTY;
  const inputs = plan.inputs.map(({ input }) => input);
  let reading: Progress | undefined;
  const comparing = isWatched ? new CompareProgress(io) : undefined;
  try {
    const found = await reconcile(plan, directory, outputsOf(options, io), claims, {
      onStart(counts) {
        if (isWatched) reading = new Progress(io, counts, inputs);
      },
      onProgress: (input) => reading?.update(input),
      onCompared: (id) => comparing?.update(id),
      now: io.now,
    });
    await comparing?.clear();
    await io.stdout.write(
      options.json ? `${printableJson(found)}\n` : formatReconciliation(found, options.db, coloursFor(io.stdout, io)),
    );
    return isReconciled(found) ? ExitCode.valid : ExitCode.invalid;
  } finally {
    await reading?.clear();
    await comparing?.clear();
  }
}

function outputsOf(
  { namespace, both, storedOnly, listedOnly, report, db }: ReconcileCommandOptions,
  io: Io,
): ReconcileOptions {
  const origin = { date: new Date(), argv: io.argv };
  return {
    ...{ namespaces: namespace, both, storedOnly, listedOnly },
    report:
      report === undefined ? undefined : { path: report, render: (data) => renderReconcileReport(data, db, origin) },
  };
}
