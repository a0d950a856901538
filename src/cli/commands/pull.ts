import { throwIfStopped } from "../../check/inputs/stop.js";
import { SqliteDirectory } from "../../directory/sqlite.js";
import { RemoteFault } from "../../remote/fault.js";
import { createListingClient } from "../../remote/listing-client.js";
import type { ListingClient } from "../../remote/listing-types.js";
import { parseBaseUrl } from "../../remote/listing-url.js";
import { type PullSummary, pullObjects } from "../../remote/pull-objects.js";
import { selectNamespaces } from "../../remote/select-namespaces.js";
import { isSqliteError, sqliteReason } from "../../sqlite/sqlite-errors.js";
import { escapeControls, printableJson, quote } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { claimDatabase } from "../claim-database.js";
import { claimInputs } from "../claim-inputs.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { findCredentials } from "../listing-credentials.js";
import { PullProgress } from "../pull-progress.js";
import { alignRows } from "../summary/rows.js";

/** Options of `pull`, as parsed from the command line. */
export interface PullCommandOptions {
  readonly db: string;
  readonly accountId?: string | undefined;
  readonly namespace?: readonly string[] | undefined;
  readonly tokenFile?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly allowHttp?: boolean | undefined;
  readonly restart?: boolean | undefined;
  readonly allowEmpty?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** `false` with `--no-progress`. */
  readonly progress: boolean;
}

/** `pull --db FILE`: copies an account's listing into an SQLite database. */
export async function pull(options: PullCommandOptions, io: Io): Promise<ExitCode> {
  const { db, tokenFile } = options;
  const accountId = accountOf(options, io);
  checkBaseUrl(options);
  const { credentials, warning } = await findCredentials(tokenFile, io);
  await claimDatabase(db, await claimInputs(tokenFile === undefined ? [] : [tokenFile], [], io));
  const progress = new PullProgress(io, options.progress && io.stderr.isTTY);
  if (warning !== undefined) progress.tell(warning);
  const client = createListingClient({
    ...credentials,
    accountId,
    baseUrl: options.baseUrl,
    allowHttp: options.allowHttp,
    onRetry: (notice) => progress.onRetry(notice),
  });
  try {
    await print(await pullInto(client, options, progress, io), options, io);
    return ExitCode.valid;
  } catch (error) {
    progress.clear();
    throwIfStopped(io.stop);
    throw isSqliteError(error) ? new CliError(`can't write ${quote(db)}: ${sqliteReason(error)}`) : error;
  }
}

async function pullInto(
  client: ListingClient,
  { db, namespace: namespaces, restart, allowEmpty }: PullCommandOptions,
  progress: PullProgress,
  io: Io,
): Promise<PullSummary> {
  const signal = io.stop;
  // Before the database is created: most errors occur in the first request.
  const listed = await client.namespaces({ signal });
  if (listed.length === 0 && !allowEmpty) {
    throw new CliError("the account has no Durable Object namespaces (pass --allow-empty to accept that)");
  }
  selectNamespaces(listed, { namespaces, allowEmpty });
  const directory = await SqliteDirectory.open(db);
  const onEvent = progress.onEvent.bind(progress);
  try {
    const summary = await pullObjects(directory, client, { namespaces, listed, restart, allowEmpty, signal, onEvent });
    progress.clear();
    return summary;
  } catch (error) {
    progress.tell(`the objects copied so far are kept in ${db}: run the same command again to continue`);
    throw error;
  } finally {
    directory.close();
  }
}

function accountOf({ accountId }: PullCommandOptions, { env }: Io): string {
  const account = accountId ?? env.CLOUDFLARE_ACCOUNT_ID;
  if (account === undefined || account === "") {
    throw new CliError("missing account: pass --account-id, or set CLOUDFLARE_ACCOUNT_ID");
  }
  if (/^[0-9a-f]{32}$/i.test(account)) return account;
  const name = accountId === undefined ? "CLOUDFLARE_ACCOUNT_ID" : "--account-id";
  throw new CliError(`${name} must be 32 hex digits, got ${quote(account)}`);
}

function checkBaseUrl({ baseUrl, allowHttp = false }: PullCommandOptions): void {
  if (baseUrl === undefined) return;
  try {
    parseBaseUrl(baseUrl, allowHttp);
  } catch (error) {
    // The URL is not quoted: it may contain a password.
    throw error instanceof RemoteFault ? new CliError(`invalid --base-url: ${error.message}`) : error;
  }
}

async function print(summary: PullSummary, { db, json }: PullCommandOptions, io: Io): Promise<void> {
  const text = json ? printableJson({ db, ...summary }) : textOf(summary, db);
  await io.stdout.write(`${text}\n`);
}

function textOf({ namespaces, objects, removed }: PullSummary, db: string): string {
  const rows = namespaces.map(({ name, objects, before }): [string, number, string] => {
    const note = before === null ? "new" : before === objects ? "" : `${formatCount(before)} before`;
    return [escapeControls(name), objects, note];
  });
  const lines = rows.length === 0 ? [] : alignRows(rows);
  if (removed.length > 0)
    lines.push(`removed, because the account no longer has them: ${removed.map((id) => quote(id)).join(", ")}`);
  const count = `${formatCount(namespaces.length)} ${namespaces.length === 1 ? "namespace" : "namespaces"}`;
  return [...lines, `${count}, ${formatCount(objects)} objects in ${escapeControls(db)}`].join("\n");
}
