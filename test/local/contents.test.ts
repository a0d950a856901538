import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { readAlarmNames, readContents } from "../../src/local/contents.js";
import { scratch } from "./fixtures.js";

function contentsAfter(...statements: string[]) {
  const database = new Database(":memory:");
  for (const statement of statements) database.exec(statement);
  const contents = readContents(database);
  database.close();
  return contents;
}

const KV = "CREATE TABLE _cf_KV (key TEXT PRIMARY KEY, value BLOB)";
const METADATA = "CREATE TABLE _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB)";
const NAME = "CREATE TABLE __miniflare_do_name (id INTEGER PRIMARY KEY, name TEXT)";

describe("hasStoredData, by table", () => {
  it.each([
    ["none", false, []],
    ["_cf_KV with a row", true, [KV, "INSERT INTO _cf_KV VALUES ('k', x'00')"]],
    ["_cf_KV without rows", false, [KV]],
    ["one of the user's own, without rows", true, ["CREATE TABLE t (a)"]],
    ["one of the user's own, and SQLite's", true, ["CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"]],
    ["only SQLite's own", false, ["CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)", "DROP TABLE t"]],
    ["an alarm", true, [METADATA, "INSERT INTO _cf_METADATA VALUES (1, 2110607245267000000)"]],
    ["an alarm that was taken back", false, [METADATA, "INSERT INTO _cf_METADATA VALUES (1, NULL)"]],
    ["other metadata", false, [METADATA, "INSERT INTO _cf_METADATA VALUES (2, 1)"]],
    ["the name's", false, [NAME, "INSERT INTO __miniflare_do_name VALUES (1, 'lobby')"]],
  ])("%s: %s", (_, expected, statements) => {
    expect(contentsAfter(...statements).hasStoredData).toBe(expected);
  });
});

describe("names", () => {
  it("of the object itself", () => {
    expect(contentsAfter().storedName).toBeUndefined();
    expect(contentsAfter(NAME).storedName).toBeUndefined();
    expect(contentsAfter(NAME, "INSERT INTO __miniflare_do_name VALUES (1, 'lobby')").storedName).toBe("lobby");
    expect(contentsAfter(NAME, "INSERT INTO __miniflare_do_name VALUES (1, NULL)").storedName).toBeUndefined();
  });

  it.each([
    ["no store of alarms", [], []],
    [
      "a store without names",
      ["CREATE TABLE _cf_ALARM (actor_id TEXT, scheduled_time INTEGER)", "INSERT INTO _cf_ALARM VALUES ('a', 1)"],
      [],
    ],
    [
      "a store with names",
      [
        "CREATE TABLE _cf_ALARM (actor_id TEXT, scheduled_time INTEGER, actor_name TEXT)",
        "INSERT INTO _cf_ALARM VALUES ('a', 2110607245267000000, 'lobby'), ('b', 1, NULL)",
      ],
      [["a", "lobby"]],
    ],
  ])("%s", (_, statements, expected) => {
    const database = new Database(":memory:");
    for (const statement of statements) database.exec(statement);
    expect([...readAlarmNames(database)]).toEqual(expected);
    database.close();
  });
});

describe("text that isn't UTF-8, which would make libsql end the process", () => {
  const BROKEN = "CAST(x'61ff62' AS TEXT)";
  const ALARMS = "CREATE TABLE _cf_ALARM (actor_id TEXT, scheduled_time INTEGER, actor_name TEXT)";

  it("in names, of objects and in the alarm store", () => {
    expect(contentsAfter(NAME, `INSERT INTO __miniflare_do_name VALUES (1, ${BROKEN})`).storedName).toBe("a\ufffdb");
    const database = new Database(":memory:");
    database.exec(`${ALARMS}; INSERT INTO _cf_ALARM VALUES ('a', 1, ${BROKEN}), (${BROKEN}, 1, 'lobby')`);
    expect([...readAlarmNames(database)]).toEqual([
      ["a", "a\ufffdb"],
      ["a\ufffdb", "lobby"],
    ]);
    database.close();
  });

  it("in the names of tables and columns", () => {
    const file = join(scratch(), "names.sqlite");
    const written = new Database(file);
    written.exec(`CREATE TABLE zzzz (a); ${ALARMS.replace(")", ", zzzz)")}`);
    written.close();
    const bytes = readFileSync(file);
    for (let at = bytes.indexOf("zzzz"); at !== -1; at = bytes.indexOf("zzzz")) bytes.fill(0xff, at, at + 4);
    writeFileSync(file, bytes);
    const database = new Database(file);
    expect(readContents(database)).toEqual({ hasStoredData: true, storedName: undefined });
    expect([...readAlarmNames(database)]).toEqual([]);
    database.close();
  });

  it("in UTF-16", () => {
    const name = "INSERT INTO __miniflare_do_name VALUES (1, 'lobby \u00e9')";
    expect(contentsAfter("PRAGMA encoding = 'UTF-16le'", NAME, name).storedName).toBe("lobby \u00e9");
  });
});
