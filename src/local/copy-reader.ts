import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { copyDatabase, PARTS } from "../sqlite/snapshot.js";
import type { OpenSqlite, Sqlite } from "../sqlite/sqlite.js";

/** The name under which a copy is attached. */
const SCHEMA = "copy";

/** Reads a database that is attached to a connection under a name; `size` is the size of all its files in bytes. */
export type ReadDatabase<Result> = (database: Sqlite, schema: string, size: number) => Result;

/**
 * Reads copies of databases, one after the other: each copy overwrites the files of the last one, and is attached to the
 * same connection. New files and connections would take ten times as long. Also, `libsql` closes a connection only when it
 * is garbage-collected; until then its files stay open, and SQLite may still write to them.
 */
export class CopyReader {
  readonly #open: OpenSqlite;
  readonly #folder: string;
  #connection: Sqlite | undefined;
  #generation = 0;
  /** Whether the file of the last copy was renamed, so that SQLite doesn't find it. */
  #isAside = false;

  /** @param folder a folder for copies only */
  constructor(open: OpenSqlite, folder: string) {
    this.#open = open;
    this.#folder = folder;
  }

  /**
   * Copies a database and reads the copy. Must not be called again before it is done.
   * @throws Error if the file doesn't exist, can't be read, is not a database, or is written to without a pause
   */
  async read<Result>(file: string, read: ReadDatabase<Result>): Promise<Result> {
    const copy = this.#path("copy");
    if (this.#isAside) renameSync(this.#path("aside"), copy);
    this.#isAside = false;
    const size = await copyDatabase(file, copy);
    this.#connection ??= this.#connect();
    const connection = this.#connection;
    try {
      connection.prepare(`ATTACH ? AS ${SCHEMA}`).run(copy);
    } catch (error) {
      if (error instanceof Error && error.message.includes("text encoding")) return this.#readAlone(copy, read, size);
      throw error;
    }
    try {
      return read(connection, SCHEMA, size);
    } finally {
      this.#putAside(copy);
      this.#detach(connection);
    }
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** In this mode, SQLite creates no `-shm` file. */
  #connect(): Sqlite {
    const connection = this.#open(":memory:");
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    return connection;
  }

  /** SQLite neither writes the WAL back nor removes it if the database file was renamed. */
  #putAside(copy: string): void {
    try {
      renameSync(copy, this.#path("aside"));
      this.#isAside = true;
    } catch {
      // Where open files can't be renamed, it writes the WAL back, which is slower but also correct.
    }
  }

  #detach(connection: Sqlite): void {
    try {
      connection.exec(`DETACH ${SCHEMA}`);
    } catch {
      // A statement that failed may still use it. It keeps its files; the next copy gets other files, and a new connection.
      this.close();
      this.#generation++;
      this.#isAside = false;
    }
  }

  /** Opens the copy by itself: a UTF-16 database can't be attached to a UTF-8 one. */
  #readAlone<Result>(copy: string, read: ReadDatabase<Result>, size: number): Result {
    const alone = this.#path("alone");
    for (const part of PARTS) if (existsSync(copy + part)) renameSync(copy + part, alone + part);
    this.#generation++;
    const database = this.#open(alone);
    try {
      return read(database, "main", size);
    } finally {
      database.close();
      for (const part of PARTS) rmSync(alone + part, { force: true });
    }
  }

  #path(name: string): string {
    return join(this.#folder, `${name}-${this.#generation}.sqlite`);
  }
}
