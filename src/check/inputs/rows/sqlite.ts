import { loadSqlite, type OpenSqlite } from "../../../sqlite/sqlite.js";
import { isSqliteError, sqliteReason } from "../../../sqlite/sqlite-errors.js";
import { isSystemError } from "../../../system/errors.js";
import { escapeControls, quote, truncate } from "../../../text/printable.js";
import { shellWord } from "../../../text/shell-word.js";
import { CheckError, InputError } from "../../errors.js";
import type { Input } from "../input.js";
import { readError } from "../regular-file.js";
import { type RowsInput, rowsInput } from "./rows-input.js";
import { findIdColumns, selectOf, type TableColumn } from "./sqlite-columns.js";
import { openForReading, type ReadableDatabase } from "./sqlite-file.js";
import { prepareQuery } from "./sqlite-query.js";

/** The maximum number of columns that an error lists. */
const SHOWN_COLUMNS = 8;
/** The maximum number of characters of an SQLite error that are shown: it may quote the whole query. */
const SHOWN_REASON = 200;

/**
 * Opens a query of an SQLite database. No file is created, changed or locked.
 * @param input the file
 * @param sql a SELECT whose first column holds the IDs
 * @param stop ends reading when aborted
 * @throws CheckError for a file that isn't SQLite or is damaged, for SQL that isn't a query of it, and if `sql` is missing,
 * with the columns that seem to hold IDs
 * @throws Error (`ERR_DO_SQLITE`) if the package `libsql` isn't installed
 */
export async function openSqlite(
  input: Input,
  sql: string | undefined,
  stop: AbortSignal | undefined,
): Promise<RowsInput> {
  const { path, file, name } = input;
  if (path === undefined || file?.container !== "sqlite")
    throw new CheckError(`${quote(name)} is not an SQLite database`);
  const open = await loadSqlite();
  return withDatabase(open, path, async ({ database, isCopy }) => {
    if (sql === undefined) throw noQuery(path, findIdColumns(database));
    const [field] = prepareQuery(database, sql).columns;
    // A database that another process writes to can't be read a second time.
    const identity = isCopy ? undefined : file;
    return { input: rowsInput(input, identity, (onRead) => readRows(open, path, sql, file.size, onRead), stop), field };
  });
}

async function* readRows(
  open: OpenSqlite,
  path: string,
  sql: string,
  size: number,
  onRead: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  const readable = await attempt(path, () => openForReading(open, path));
  try {
    const rows = prepareQuery(readable.database, sql).rows()[Symbol.iterator]();
    for (;;) {
      const { value, done } = await attempt(path, async () => rows.next());
      if (done) break;
      yield value;
    }
    await attempt(path, async () => readable.checkUnchanged());
    onRead(size);
  } finally {
    await readable.close();
  }
}

async function withDatabase<Result>(
  open: OpenSqlite,
  path: string,
  use: (readable: ReadableDatabase) => Promise<Result>,
): Promise<Result> {
  const readable = await attempt(path, () => openForReading(open, path));
  try {
    return await attempt(path, () => use(readable));
  } finally {
    await readable.close();
  }
}

function noQuery(
  path: string,
  { all, likely }: { all: readonly TableColumn[]; likely: readonly TableColumn[] },
): Error {
  const shown = (columns: readonly TableColumn[]): string => {
    const names = columns.slice(0, SHOWN_COLUMNS).map(({ table, column }) => escapeControls(`${table}.${column}`));
    return names.join(", ") + (columns.length > SHOWN_COLUMNS ? ` and ${columns.length - SHOWN_COLUMNS} more` : "");
  };
  const example = likely.length > 0 ? selectOf(likely[0]) : "SELECT id FROM sessions";
  const there =
    likely.length > 0
      ? `columns that seem to hold IDs: ${shown(likely)}`
      : all.length > 0
        ? `no column seems to hold IDs; the columns are ${shown(all)}`
        : "it has no tables";
  return new CheckError(
    `${quote(path)} is an SQLite database: pass --query with a SELECT whose first column holds the IDs, such as ${shellWord(example)}; ${there}`,
  );
}

/** Calls a function and reports its errors as errors of the file. */
async function attempt<Result>(path: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CheckError) throw error;
    if (isSystemError(error)) throw readError(quote(path), error);
    const isOfQuery = isSqliteError(error) && error.code === "SQLITE_ERROR";
    const reason = isSqliteError(error) ? sqliteReason(error) : error instanceof Error ? error.message : String(error);
    const shown = truncate(reason, SHOWN_REASON);
    throw new InputError(
      isOfQuery ? `can't run --query on ${quote(path)}: ${shown}` : `can't read ${quote(path)}: ${shown}`,
    );
  }
}
