import { removeDatabase } from "./snapshot.js";
import type { OpenSqlite, Sqlite } from "./sqlite.js";

/** The name under which a copy is attached. */
const SCHEMA = "copy";

/** Reads a database, which is attached to a connection under a name. */
export type ReadDatabase<Result> = (database: Sqlite, schema: string) => Result;

/**
 * Reads copies of databases, one after another, through one connection that each is attached to in turn. A connection
 * of its own for each would cost twice as much, and `libsql` lets go of one only when it is collected as garbage: until
 * then its files stay open, and every open file makes opening the next one slower.
 */
export class CopyReader {
  readonly #open: OpenSqlite;
  #connection: Sqlite | undefined;

  constructor(open: OpenSqlite) {
    this.#open = open;
  }

  /**
   * Reads a copy, and removes it.
   * @throws Error if it is not a database
   */
  read<Result>(copy: string, read: ReadDatabase<Result>): Result {
    this.#connection ??= this.#connect();
    const connection = this.#connection;
    try {
      connection.prepare(`ATTACH ? AS ${SCHEMA}`).run(copy);
    } catch (error) {
      if (error instanceof Error && error.message.includes("text encoding")) return this.#readAlone(copy, read);
      removeDatabase(copy);
      throw error;
    }
    try {
      return read(connection, SCHEMA);
    } finally {
      // Before it is detached: SQLite doesn't write the WAL back into a database that has no file any more.
      removeDatabase(copy);
      this.#detach(connection);
    }
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Without a lock that others see, SQLite makes no `-shm` file. */
  #connect(): Sqlite {
    const connection = this.#open(":memory:");
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    return connection;
  }

  #detach(connection: Sqlite): void {
    try {
      connection.exec(`DETACH ${SCHEMA}`);
    } catch {
      // A statement that failed may still hold it: the next copy gets a new connection.
      this.close();
    }
  }

  /** UTF-16 can't be attached to UTF-8. */
  #readAlone<Result>(copy: string, read: ReadDatabase<Result>): Result {
    const database = this.#open(copy);
    try {
      return read(database, "main");
    } finally {
      database.close();
      removeDatabase(copy);
    }
  }
}
