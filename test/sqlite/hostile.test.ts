import { join } from "node:path";
import Database from "libsql";
import { expect, it } from "vitest";
import { openForReading } from "../../src/check/inputs/rows/sqlite-file.js";
import { loadSqlite } from "../../src/sqlite/sqlite.js";
import { scratch } from "../local/fixtures.js";

/** Databases of strangers, at rest and with a WAL that was not taken over. */
it.each(["DELETE", "WAL"])(
  "the schema of a database, journal mode %s, gets no function that can do harm",
  async (mode) => {
    const path = join(scratch(), "a.db");
    const writer = new Database(path);
    writer.exec(`PRAGMA journal_mode = ${mode}; CREATE TABLE t (a); CREATE VIEW v AS SELECT load_extension('x') AS a`);
    try {
      const { database, close } = await openForReading(await loadSqlite(), path);
      try {
        const read = (sql: string) => database.prepare(sql).raw().all();
        expect(read("PRAGMA trusted_schema")).toEqual([[0]]);
        expect(read("PRAGMA cell_size_check")).toEqual([[1]]);
        expect(() => read("SELECT a FROM v")).toThrow();
        expect(() => read("SELECT load_extension('x')")).toThrow(/not authorized/);
      } finally {
        await close();
      }
    } finally {
      writer.close();
    }
  },
);
