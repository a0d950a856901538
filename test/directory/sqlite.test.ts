import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { MIGRATIONS, prepareDatabase } from "../../src/directory/schema.js";
import { SqliteDirectory } from "../../src/directory.js";
import { describeRecording, ROOMS, roomIds } from "./contract.js";
import { openSqlite, scratchFolder, scratchPath } from "./support.js";

describeRecording("SqliteDirectory", () => openSqlite());

describe("an SQLite file", () => {
  it("is complete without its write-ahead log, before and after every connection is closed", async () => {
    const path = scratchPath();
    const copy = scratchPath();
    const reader = await SqliteDirectory.open(path);
    const writer = await SqliteDirectory.open(path);
    writer.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
    const ids = roomIds(300);
    await writer.record(
      ROOMS,
      ids.map((id) => ({ id })),
    );
    expect((await reader.objects(ROOMS, { limit: 1000 }))?.objects).toHaveLength(300);
    writer.close();
    copyFileSync(path, copy);
    reader.close();
    const copied = await openSqlite(copy);
    expect((await copied.objects(ROOMS, { limit: 1000 }))?.objects.map(({ id }) => id)).toEqual([...ids].sort());
  });

  it("keeps recorded objects and its secret when it is opened again", async () => {
    const path = scratchPath();
    const ids = roomIds(20);
    const first = await SqliteDirectory.open(path);
    first.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom", jurisdictions: { eu: 1, mars: 7 } });
    await first.record(
      ROOMS,
      ids.map((id) => ({ id, hasStoredData: true })),
    );
    const secret = await first.secret();
    first.close();
    const second = await openSqlite(path);
    expect(await second.secret()).toEqual(secret);
    expect(await second.namespace(ROOMS)).toMatchObject({ jurisdictions: { eu: 1, mars: 7 }, uniqueKey: ROOMS });
    expect((await second.objects(ROOMS, { limit: 100 }))?.objects).toEqual(
      ids.map((id) => ({ id, hasStoredData: true })),
    );
    // Its key is in the file, so it accepts more objects, but no invalid ones.
    await second.record(ROOMS, [{ id: roomIds(1)[0] }]);
    await expect(second.record(ROOMS, [{ id: "0".repeat(64) }])).rejects.toMatchObject({ code: "ERR_DO_ID_FOREIGN" });
  });

  it("never holds a secret key, in any form", async () => {
    const path = scratchPath();
    const key = Uint8Array.from({ length: 32 }, (_, i) => 0x41 + i);
    const directory = await SqliteDirectory.open(path);
    directory.add({ key, script: "w", class: "B" });
    directory.close();
    const bytes = readFileSync(path);
    expect(bytes.includes(Buffer.from(key.subarray(0, 6)))).toBe(false);
    expect(bytes.toString("latin1").toLowerCase()).not.toContain(Buffer.from(key.subarray(0, 6)).toString("hex"));
  });

  it("keeps IDs as 32 bytes, in a table without row ids, and finds each page by a seek", async () => {
    const path = scratchPath();
    const directory = await openSqlite(path);
    directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
    await directory.record(ROOMS, [{ id: roomIds(1)[0] }]);
    const database = new Database(path);
    expect(database.prepare("SELECT typeof(id), length(id) FROM objects").raw().all()).toEqual([["blob", 32]]);
    expect(JSON.stringify(database.prepare("SELECT sql FROM sqlite_master WHERE name = 'objects'").all())).toContain(
      "WITHOUT ROWID",
    );
    const plan = database
      .prepare("EXPLAIN QUERY PLAN SELECT id FROM objects WHERE namespace = 1 AND id > x'00' ORDER BY id LIMIT 10")
      .all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual(["SEARCH objects USING PRIMARY KEY (namespace=? AND id>?)"]);
    database.close();
  });
});

it("counts objects that other connections have recorded, in slices that let other work run", async () => {
  const path = scratchPath();
  const directory = await openSqlite(path);
  directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
  expect(await directory.count(ROOMS)).toBe(0);
  const other = new Database(path);
  const fill = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    INSERT INTO objects SELECT 1, unhex(printf('%064x', i)), NULL FROM n`;
  other.exec(fill);
  other.close();
  let turns = 0;
  const counted = directory.count(ROOMS);
  let isCounted = false;
  void counted.then(() => {
    isCounted = true;
  });
  for (; !isCounted; turns++) await setImmediate();
  expect(await counted).toBe(100_000);
  expect(turns).toBeGreaterThan(3);
  for (const before of [1, 19_999, 20_000, 20_001, 60_000, 100_001]) {
    expect(await directory.count(ROOMS, before.toString(16).padStart(64, "0"))).toBe(before - 1);
  }
  await directory.record(ROOMS, [{ id: roomIds(1)[0] }]);
  expect(await directory.count(ROOMS)).toBe(100_001);
});

it("reads text that isn't UTF-8, which a damaged file may contain", async () => {
  const path = scratchPath();
  const directory = await SqliteDirectory.open(path);
  const { id } = directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
  directory.close();
  const connection = new Database(path);
  connection.exec("UPDATE namespaces SET script = CAST(x'61ff62' AS TEXT)");
  connection.close();
  const damaged = await SqliteDirectory.open(path);
  expect(await damaged.namespace(id)).toMatchObject({ id, script: "a\ufffdb" });
  expect((await damaged.namespaces({ page: 1, perPage: 10 })).namespaces).toMatchObject([{ script: "a\ufffdb" }]);
  damaged.close();
});

describe("a damaged database that can be opened", () => {
  /** A directory with an object, in whose file a statement has changed something. */
  async function damagedBy(sql: string): Promise<SqliteDirectory> {
    const path = scratchPath();
    const directory = await openSqlite(path);
    const { id } = directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
    await directory.record(id, [{ id: roomIds(1)[0] }]);
    directory.close();
    const connection = new Database(path);
    connection.exec(sql);
    connection.close();
    return openSqlite(path);
  }

  // libsql ends the process at such text, if it is read as it is.
  const text = "CAST(x'ff' AS TEXT)";

  it("reads text that isn't UTF-8 in a column of numbers", async () => {
    const directory = await damagedBy(
      `UPDATE namespaces SET use_sqlite = ${text}; UPDATE objects SET stored = ${text}`,
    );
    expect(await directory.namespace(ROOMS)).toMatchObject({ useSqlite: false });
    expect((await directory.objects(ROOMS, { limit: 10 }))?.objects).toMatchObject([{ hasStoredData: false }]);
  });

  it.each(["x", "{}x", "null", "5", '{"eu":0}', '{"eu":"x"}'])("refuses %s as jurisdictions", async (jurisdictions) => {
    const directory = await damagedBy(`UPDATE namespaces SET jurisdictions = '${jurisdictions}'`);
    await expect(directory.namespace(ROOMS)).rejects.toMatchObject({ code: "ERR_DO_DIRECTORY_OPEN" });
  });

  it("refuses objects that are not in the order of their IDs: SQLite doesn't notice", async () => {
    const path = scratchPath();
    const directory = await openSqlite(path);
    const { id } = directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
    const ids = roomIds(3).map(String).sort();
    await directory.record(
      id,
      ids.map((each) => ({ id: each })),
    );
    directory.close();
    const file = readFileSync(path);
    const [first, , last] = ids.map((each) => Buffer.from(each, "hex"));
    const places = [first, last].map((each) => file.indexOf(each));
    last.copy(file, places[0]);
    first.copy(file, places[1]);
    writeFileSync(path, file);
    const damaged = await openSqlite(path);
    for (const request of [{ limit: 10 }, { limit: 10, before: "f".repeat(64) }]) {
      await expect(damaged.objects(id, request)).rejects.toMatchObject({ code: "ERR_DO_DIRECTORY_OPEN" });
    }
  });

  it.each(["DELETE FROM secrets", `UPDATE secrets SET value = ${text}`])("has no secret after %s", async (sql) => {
    await expect((await damagedBy(sql)).secret()).rejects.toMatchObject({ code: "ERR_DO_DIRECTORY_OPEN" });
  });
});

describe("files that can't be opened", () => {
  const refused = (path: string, options?: { create: boolean }) => expect(SqliteDirectory.open(path, options)).rejects;
  const code = "ERR_DO_DIRECTORY_OPEN";

  it("a missing file, if it must not be created", async () => {
    const path = scratchPath();
    await refused(path, { create: false }).toMatchObject({ code, message: expect.stringContaining("no such file") });
    expect(existsSync(path)).toBe(false);
  });

  it("an empty file, if a database must not be created; it stays empty", async () => {
    const path = scratchPath();
    writeFileSync(path, "");
    await refused(path, { create: false }).toMatchObject({ code, message: expect.stringContaining("empty") });
    expect(readFileSync(path, "utf8")).toBe("");
  });

  it("a missing folder", async () => {
    await refused(join(scratchFolder(), "no", "objects.db")).toMatchObject({ code });
  });

  it("a file that is not a database, which is not changed", async () => {
    const path = scratchPath();
    writeFileSync(path, "0123456789abcdef".repeat(1000));
    await refused(path).toMatchObject({ code, message: expect.stringContaining("not an SQLite database") });
    expect(readFileSync(path, "utf8")).toBe("0123456789abcdef".repeat(1000));
  });

  it("a database of another program, which is not changed", async () => {
    const path = scratchPath();
    const other = new Database(path);
    other.exec("CREATE TABLE theirs (a)");
    other.close();
    const before = readFileSync(path);
    await refused(path).toMatchObject({ code, message: expect.stringContaining("not a durable-id database") });
    expect(readFileSync(path)).toEqual(before);
  });

  it("a directory of a newer release, which is not changed", async () => {
    const path = scratchPath();
    (await SqliteDirectory.open(path)).close();
    const newer = new Database(path);
    newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    newer.close();
    const before = readFileSync(path);
    await refused(path).toMatchObject({
      code,
      message: expect.stringMatching(/schema is version 3.*up to 2.*update/),
    });
    expect(readFileSync(path)).toEqual(before);
  });
});

describe("while another connection holds a lock", () => {
  /** Releases the lock after some turns of the event loop, which only happen if nothing blocks it. */
  async function afterTurns(letGo: () => unknown): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
    letGo();
  }

  it("`open` doesn't wait for a writer", async () => {
    const path = scratchPath();
    (await SqliteDirectory.open(path)).close();
    const writer = new Database(path);
    writer.exec("BEGIN IMMEDIATE");
    const directory = await openSqlite(path);
    expect((await directory.namespaces({ page: 1, perPage: 10 })).total).toBe(0);
    writer.exec("ROLLBACK");
    writer.close();
  }, 20_000);

  it("`open` of a file that is not yet a directory waits without blocking the event loop", async () => {
    const path = scratchPath();
    const other = new Database(path);
    other.exec("BEGIN EXCLUSIVE");
    const [directory] = await Promise.all([SqliteDirectory.open(path), afterTurns(() => other.exec("ROLLBACK"))]);
    expect((await directory.namespaces({ page: 1, perPage: 10 })).total).toBe(0);
    directory.close();
    other.close();
  }, 20_000);

  it("`record` waits without blocking the event loop", async () => {
    const path = scratchPath();
    const directory = await openSqlite(path);
    directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
    const other = new Database(path);
    other.exec("BEGIN IMMEDIATE");
    const [id] = roomIds(1);
    await Promise.all([directory.record(ROOMS, [{ id }]), afterTurns(() => other.exec("COMMIT"))]);
    expect((await directory.objects(ROOMS, { limit: 10 }))?.objects.map((object) => object.id)).toEqual([id]);
    other.close();
  }, 20_000);
});

describe("a schema of an older version", () => {
  it("is migrated with all data, each step once", async () => {
    const path = scratchPath();
    const directory = await SqliteDirectory.open(path);
    directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
    directory.close();
    const database = new Database(path);
    const next = [...MIGRATIONS, "ALTER TABLE namespaces ADD COLUMN note TEXT DEFAULT 'new'", "CREATE TABLE more (a)"];
    for (let i = 0; i < 2; i++) prepareDatabase(database, path, next);
    expect(database.prepare("SELECT id, note FROM namespaces").raw().all()).toEqual([[ROOMS, "new"]]);
    expect(database.prepare("PRAGMA user_version").raw().all()).toEqual([[next.length]]);
    database.close();
  });

  it("of the first release keeps its namespaces and objects, and accepts copies", async () => {
    const path = scratchPath();
    const first = new Database(path);
    prepareDatabase(first, path, MIGRATIONS.slice(0, 1));
    const ids = roomIds(3);
    first.exec(`INSERT INTO namespaces VALUES (1, '${ROOMS}', 'my-worker', 'ChatRoom', 1, '${ROOMS}', '{"eu":1}')`);
    first.exec(`INSERT INTO objects VALUES ${ids.map((id, i) => `(1, x'${id}', ${i})`)}`.replace(", 2)", ", NULL)"));
    first.close();
    const directory = await openSqlite(path);
    expect(await directory.namespace(ROOMS)).toMatchObject({ name: "my-worker_ChatRoom", useSqlite: true });
    const stored = [false, true, null];
    const objects = ids.map((id, i) => ({ id, hasStoredData: stored[i] }));
    expect((await directory.objects(ROOMS, { limit: 10 }))?.objects).toEqual(objects);
    const listed = { id: "copied", name: "copied", script: "s", class: "C", useSqlite: null };
    const copy = await directory.openCopy("source", listed);
    await copy.addPage(objects, "");
    // A namespace that is added during a copy doesn't get the copy's number, and so not its objects.
    directory.add({ uniqueKey: "w-New", script: "w", class: "New" });
    expect(await directory.count("w-New")).toBe(0);
    await copy.complete();
    expect((await directory.objects("copied", { limit: 10 }))?.objects).toEqual(objects);
  });

  it("keeps its version if a step fails", async () => {
    const path = scratchPath();
    (await SqliteDirectory.open(path)).close();
    const database = new Database(path);
    expect(() => prepareDatabase(database, path, [...MIGRATIONS, "CREATE TABLE half (a)", "nonsense"])).toThrow(
      /nonsense/,
    );
    expect(database.prepare("PRAGMA user_version").raw().all()).toEqual([[MIGRATIONS.length]]);
    expect(database.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").all()).toEqual([]);
    database.close();
    (await SqliteDirectory.open(path)).close();
  });
});
