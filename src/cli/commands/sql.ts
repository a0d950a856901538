import { sqlExpression } from "../../sql/expression.js";
import { sqlIdFromName } from "../../sql/id-from-name.js";
import type { SqlDialect, SqlForm, SqlOptions, SqlResult } from "../../sql/options.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { type KeyOptions, type KeySource, requireKey, requireNamespace, requireNamespaces } from "../keys.js";
import { writeParameters } from "../parameter-file.js";

/** Options of `sql`, as parsed from the command line. */
export interface SqlCommandOptions extends KeyOptions {
  readonly dialect: SqlDialect;
  readonly column?: string | undefined;
  readonly as: SqlForm;
  readonly result?: SqlResult | undefined;
  /** Whether to make IDs of names instead of verdicts on IDs. */
  readonly fromName?: boolean | undefined;
  readonly table?: string | undefined;
  readonly name?: string | undefined;
  /** The file for the values of the parameters. */
  readonly params?: string | undefined;
  readonly allowSecretKeyInSql?: boolean | undefined;
}

/** `sql`: prints SQL that validates IDs, or that makes the ID of a name. */
export async function sql(keys: readonly KeySource[], options: SqlCommandOptions, io: Io): Promise<ExitCode> {
  checkOptions(options);
  const { dialect, column, as, table, name, params, allowSecretKeyInSql: allowSecretKey } = options;
  const parameters: string[] = [];
  const written: SqlOptions = { dialect, column, as, table, name, allowSecretKey };
  if (params !== undefined) written.parameters = parameters;
  const { text, isSecret } = await (options.fromName ? idFromName : verdict)(keys, options, written, io);
  if (params !== undefined) await writeParameters(params, parameters);
  else if (isSecret) {
    await io.stderr.write(
      "durable-id: warning: anyone who can read this SQL, a log of it, or the function can make valid IDs, as with the secret key\n",
    );
  }
  await io.stdout.write(`${text}\n`);
  return ExitCode.valid;
}

interface Sql {
  readonly text: string;
  /** Whether it was made with a secret key. */
  readonly isSecret: boolean;
}

async function idFromName(
  keys: readonly KeySource[],
  options: SqlCommandOptions,
  written: SqlOptions,
  io: Io,
): Promise<Sql> {
  const isSecret = "keyFile" in (await requireKey(keys, options));
  checkSecret(isSecret, options);
  return { text: sqlIdFromName(await requireNamespace(keys, options, io), written), isSecret };
}

async function verdict(
  keys: readonly KeySource[],
  options: SqlCommandOptions,
  written: SqlOptions,
  io: Io,
): Promise<Sql> {
  const isSecret = keys.some((source) => "keyFile" in source);
  checkSecret(isSecret, options);
  const namespaces = await requireNamespaces(keys, options, io);
  return { text: sqlExpression(namespaces, { ...written, result: options.result }), isSecret };
}

/** @throws CliError if the SQL would reveal a secret key, and the user hasn't allowed that */
function checkSecret(isSecret: boolean, { params, allowSecretKeyInSql }: SqlCommandOptions): void {
  if (!isSecret || params !== undefined || allowSecretKeyInSql) return;
  throw new CliError(
    "the SQL would reveal as much as the secret key: pass --params FILE to bind the values, or --allow-secret-key-in-sql",
  );
}

function checkOptions({ as, result, fromName, table, name, params }: SqlCommandOptions): void {
  if (as === "query" && table === undefined) throw new CliError("--as query needs --table NAME");
  if (as !== "query" && table !== undefined) throw new CliError("--table needs --as query");
  if (as === "expression" && name !== undefined) throw new CliError("--name needs --as function or --as query");
  if (as === "function" && params !== undefined) {
    throw new CliError("--params can't be combined with --as function: a function can't have statement parameters");
  }
  if (fromName && result !== undefined) {
    throw new CliError("--result can't be combined with --from-name, which returns the ID");
  }
}
