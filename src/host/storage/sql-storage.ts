import { argumentError, ErrorCode, plainError } from "../../format/errors.js";
import { splitSql } from "./split-sql.js";
import { SqlCursor } from "./sql-cursor.js";
import type { SqlConnection } from "./sql-database.js";
import { bindable } from "./sql-values.js";

const TRANSACTION = /^(BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE)\b/i;

/** `ctx.storage.sql`: the object's SQLite database. An emulator can create one with its own connection to a file. */
export class SqlStorage {
  readonly #database: SqlConnection;

  /**
   * Creates the storage for a connection.
   * @param database the connection that runs the statements
   */
  constructor(database: SqlConnection) {
    this.#database = database;
  }

  /** The size of the database, in bytes. */
  get databaseSize(): number {
    const { pages, size } = this.exec<{ pages: number; size: number }>(
      "SELECT page_count AS pages, page_size AS size FROM pragma_page_count, pragma_page_size",
    ).one();
    return pages * size;
  }

  /**
   * Runs statements.
   * @typeParam Row the type of a row
   * @param query one statement, or several with semicolons between them
   * @param bindings the values of the last statement's parameters
   * @returns the rows of the last statement
   */
  exec<Row extends object = Record<string, unknown>>(query: string, ...bindings: unknown[]): SqlCursor<Row> {
    if (query === undefined) throw argumentError("exec", "SqlStorage", 1, "String");
    const values = bindings.map(bindable);
    const statements = splitSql(String(query));
    const last = statements.pop();
    if (last === undefined) throw sqlError("SQL code did not contain a statement.");
    if (statements.some(({ parameters }) => parameters > 0)) {
      throw sqlError(
        "When executing multiple SQL statements in a single call, only the last statement can have parameters.",
      );
    }
    for (const { text } of statements) this.#run(text, []);
    if (last.parameters !== values.length) throw sqlError("Wrong number of parameter bindings for SQL query.");
    return this.#run<Row>(last.text, values);
  }

  #run<Row extends object>(text: string, values: readonly unknown[]): SqlCursor<Row> {
    if (TRANSACTION.test(text)) {
      throw sqlError(
        "To execute a transaction, please use the state.storage.transaction() or state.storage.transactionSync() APIs instead of the SQL BEGIN TRANSACTION or SAVEPOINT statements. The JavaScript API is safer because it will automatically roll back on exceptions, and because it interacts correctly with Durable Objects' automatic atomic write coalescing.",
      );
    }
    try {
      const statement = this.#database.prepare(text);
      if (!statement.reader) return new SqlCursor<Row>([], [], statement.run(values).changes);
      const columns = statement.columns().map(({ name }) => name);
      return new SqlCursor<Row>(columns, statement.raw().all(values) as unknown[][], 0);
    } catch (error) {
      throw withSqliteCode(error);
    }
  }
}

function sqlError(message: string): Error {
  return plainError(ErrorCode.argument, message);
}

/** An SQLite error with the wording of workerd. */
function withSqliteCode(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  const [primary] = /^SQLITE_[A-Z]+/.exec(code ?? "") ?? [];
  if (primary === undefined) return error;
  return new Error(`${message}: ${primary}${code === primary ? "" : ` (extended: ${code})`}`);
}
