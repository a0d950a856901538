import { ErrorCode, plainError } from "../../format/errors.js";

/** A column of a statement's rows. */
export interface SqlColumn {
  /** Its name, as in the statement. */
  readonly name: string;
}

/** The result of a statement without rows. */
export interface SqlChanges {
  /** How many rows it changed. */
  readonly changes: number;
}

/** A prepared statement of `libsql`, with the methods that are used here. */
export interface SqlStatement {
  /** Whether the statement returns rows. */
  readonly reader: boolean;
  /** @returns the columns of its rows */
  columns(): readonly SqlColumn[];
  /** @returns the statement itself, which now returns rows as arrays */
  raw(): SqlStatement;
  /**
   * Runs it.
   * @param params the values of its parameters
   * @returns all rows
   */
  all(params: readonly unknown[]): unknown[];
  /**
   * Runs it.
   * @param params the values of its parameters
   * @returns how many rows it changed
   */
  run(params: readonly unknown[]): SqlChanges;
}

/** A connection of `libsql`, with the methods that are used here. */
export interface SqlConnection {
  /**
   * Prepares a statement.
   * @param sql one statement
   * @returns the statement
   */
  prepare(sql: string): SqlStatement;
}

/** A connection that is opened and closed here. */
interface Sqlite extends SqlConnection {
  exec(sql: string): unknown;
  close(): void;
}

type SqliteClass = new (file: string) => Sqlite;

/** Loads Node's own modules where they exist: in Node, Bun and Deno. */
interface NodeProcess {
  getBuiltinModule?(name: "node:module"): { createRequire(url: string): (name: string) => unknown };
}

/** The SQLite database of one object, in memory. It is opened when it is first used. */
export class SqlDatabase {
  #sqlite: Sqlite | undefined;
  #transactions = 0;

  prepare(sql: string): SqlStatement {
    this.#sqlite ??= new (loadSqlite())(":memory:");
    return this.#sqlite.prepare(sql);
  }

  clear(): void {
    this.#sqlite?.close();
    this.#sqlite = undefined;
  }

  /** @returns a function that ends the transaction, and undoes it unless `isKept` */
  begin(): (isKept: boolean) => void {
    const before = this.#sqlite;
    const savepoint = `durable_id_${this.#transactions++}`;
    before?.exec(`SAVEPOINT ${savepoint}`);
    return (isKept) => {
      this.#transactions--;
      // A database that was opened or closed since then doesn't have this savepoint.
      if (before === undefined || before !== this.#sqlite) {
        if (!isKept) this.clear();
        return;
      }
      if (!isKept) before.exec(`ROLLBACK TO ${savepoint}`);
      before.exec(`RELEASE ${savepoint}`);
    };
  }
}

/**
 * Loads the optional peer dependency `libsql`. `sql.exec` is synchronous, so it is required instead of imported, and only
 * where Node's modules exist, so that bundlers for browsers ignore it.
 * @throws Error (`ERR_DO_SQLITE`) if it isn't installed, or has no build for this system
 */
function loadSqlite(): SqliteClass {
  try {
    const node = (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.("node:module");
    if (node === undefined) throw new Error("this runtime does not load Node's modules");
    return node.createRequire(import.meta.url)("libsql") as SqliteClass;
  } catch (error) {
    const reason = (error as Error).message.split("\n", 1)[0];
    throw plainError(
      ErrorCode.sqlite,
      `ctx.storage.sql requires the package "libsql": npm install libsql (${reason}).`,
      {
        cause: error,
      },
    );
  }
}
