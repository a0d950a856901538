import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Summary } from "../../src/check/summary.js";
import { SqliteDirectory } from "../../src/directory.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { shell } from "./process.js";
import { cli, cut, EU_FOO, FOO, FOREIGN, OTHER, ROOMS, scratch, workerdIds } from "./support.js";

const IDS = workerdIds(ROOMS);
const dbPath = () => join(scratch().path, "objects.db");

/** The objects of a database, by namespace. */
async function contents(db: string): Promise<Record<string, { id: string; hasStoredData: boolean | null }[]>> {
  const directory = await SqliteDirectory.open(db, { create: false });
  onTestFinished(() => directory.close());
  const { namespaces } = await directory.namespaces({ page: 1, perPage: 100 });
  const lists = await Promise.all(
    namespaces.map(async ({ id }) => [id, (await directory.objects(id, { limit: 1e5 }))?.objects]),
  );
  return Object.fromEntries(lists);
}

describe("a failed import names the file and the reason", () => {
  const failure = /^durable-id: can't (write|open the database) "[^"]*objects\.db": [^\n]+\n$/i;

  /** The error of a failed run. */
  async function messageOf(db: string, stdin: string = FOO): Promise<string> {
    const { code, stderr } = await cli(["import", "--db", db, "--unique-key", ROOMS], { stdin });
    expect(code).toBe(2);
    expect(stderr).toMatch(failure);
    return stderr;
  }

  test("a full disk", () => {
    const db = dbPath();
    const script = `ulimit -f 400; "$BIN" mint --unique-key k --unique 30000 | "$BIN" import --unique-key k --db ${db}`;
    const { status, stderr } = shell(script);
    expect([status, stderr]).toEqual([2, expect.stringMatching(failure)]);
    expect(stderr).toMatch(/input\/output error|no space/);
  });

  test("a damaged database", async () => {
    const db = dbPath();
    await cli(["import", "--db", db, "--unique-key", ROOMS], { stdin: `${FOO}\n` });
    const connection = new Database(db);
    connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    connection.close();
    const pages = readFileSync(db);
    writeFileSync(db, pages.fill(0x5a, 4096 * 2));
    expect(await messageOf(db)).toContain("damaged");
  });

  test("a path that can't be a database", async () => {
    const { path } = scratch();
    expect(await messageOf(`${path}/missing/objects.db`)).toContain("no such file or directory");
    mkdirSync(`${path}/objects.db`);
    expect(await messageOf(`${path}/objects.db`)).toMatch(/folder/);
    writeFileSync(`${path}/text-objects.db`, "not a database, but a text\n".repeat(1000));
    expect(await messageOf(`${path}/text-objects.db`)).toContain("not an SQLite database");
  });
});

test("import reads a key only once, so that it can come through a pipe", () => {
  const db = dbPath();
  const key = "5".repeat(64);
  const script = `"$BIN" mint --key-file <(printf ${key}) lobby | "$BIN" import --key-file <(printf ${key}) --json --db ${db}`;
  const { status, stdout, stderr } = shell(script);
  expect([status, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toMatchObject({ valid: 1, recorded: 1 });
});

test("import shows progress on a terminal, unless it is disabled", async () => {
  const argv = ["import", "--db", dbPath(), "--unique-key", ROOMS];
  const surroundings = { stdin: cut(`${FOO}\n`.repeat(100), 1000), isTTY: true, env: { NO_COLOR: "1" } };
  const { stderr } = await cli(argv, surroundings);
  expect(stderr).toContain("IDs/s");
  // The line is taken away at the end.
  expect(stderr.endsWith("\r\u001b[K")).toBe(true);
  expect((await cli([...argv, "--no-progress"], surroundings)).stderr).toBe("");
});

describe("import", () => {
  test("records valid IDs, and reports invalid ones", async () => {
    const db = dbPath();
    const stdin = [...IDS, FOO, FOO.toUpperCase(), EU_FOO, "bad", FOREIGN.replace(/^./, "0")].join("\n");
    const { code, stdout } = await cli(["import", "--db", db, "--unique-key", ROOMS, "--json"], { stdin });
    const summary = JSON.parse(stdout) as Summary & { recorded: number };
    expect(code).toBe(1);
    expect(summary).toMatchObject({ valid: IDS.length + 3, malformed: 1, foreign: 1, recorded: IDS.length + 3 });
    const listed = (await contents(db))[ROOMS];
    expect(listed.map(({ id }) => id)).toEqual([...new Set([...IDS, FOO, EU_FOO])].sort());
    expect(listed.every(({ hasStoredData }) => !hasStoredData)).toBe(true);
  });

  test("prints the summary of check as text", async () => {
    const db = dbPath();
    const { code, stdout } = await cli(["import", "--db", db, "--unique-key", ROOMS], { stdin: `${FOO}\nbad\n` });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^stdin\n {2}total +2\n {2}valid +1 /);
    expect(stdout).toContain(`\n1 recorded in ${db}\n`);
  });

  test("sorts IDs into several namespaces, from CSV, JSON Lines and text", async () => {
    const db = dbPath();
    const { file } = scratch();
    const files = [file("a.csv", `name,id\nx,${FOO}\n`), file("b.jsonl", `{"id":"${FOREIGN}"}\n`)];
    const keys = ["--unique-key", ROOMS, "--unique-key", OTHER];
    expect((await cli(["import", "--db", db, ...keys, "--field", "id", ...files])).code).toBe(0);
    const found = await contents(db);
    expect([found[ROOMS].map(({ id }) => id), found[OTHER].map(({ id }) => id)]).toEqual([[FOO], [FOREIGN]]);
  });

  test("adds to existing objects, and remembers --stored-data", async () => {
    const db = dbPath();
    const run = (stdin: string, ...args: string[]) =>
      cli(["import", "--db", db, "--unique-key", ROOMS, ...args], { stdin });
    await run(FOO, "--stored-data");
    await run(`${FOO}\n${EU_FOO}`);
    const expected = [FOO, EU_FOO].sort().map((id) => ({ id, hasStoredData: id === FOO || null }));
    expect((await contents(db))[ROOMS]).toEqual(expected);
  });

  test("restricts to a jurisdiction", async () => {
    const db = dbPath();
    const args = ["import", "--db", db, "--unique-key", ROOMS, "--jurisdiction", "eu"];
    expect((await cli(args, { stdin: `${FOO}\n${EU_FOO}` })).code).toBe(1);
    expect((await contents(db))[ROOMS].map(({ id }) => id)).toEqual([EU_FOO]);
  });

  test("accepts a secret key, and names the namespace after its file", async () => {
    const db = dbPath();
    const { file } = scratch();
    const key = Buffer.alloc(32, 7);
    const id = String(new DurableObjectNamespace({ key }).newUniqueId());
    const args = ["import", "--db", db, "--key-file", file("shop-Cart.key", key)];
    expect((await cli(args, { stdin: id })).code).toBe(0);
    const directory = await SqliteDirectory.open(db);
    const { namespaces } = await directory.namespaces({ page: 1, perPage: 10 });
    directory.close();
    expect(namespaces).toMatchObject([{ script: "shop", class: "Cart", uniqueKey: undefined }]);
    expect(Object.values(await contents(db))).toEqual([[{ id, hasStoredData: null }]]);
  });

  test("errors give exit code 2, and make no file", async () => {
    const db = dbPath();
    const key = ["--unique-key", ROOMS];
    for (const [args, message] of [
      [["import", ...key], /--db/],
      [["import", "--db", db], /missing key/],
      [["import", "--db", db, ...key, "no-such-file"], /no such file/],
      [["import", "--db", db, ...key, "--field", "a"], /--field needs CSV/],
      [["import", "--db", join(db, "x"), ...key], /can.t write .*no such file/],
    ] as const) {
      const { code, stderr } = await cli([...args]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
      expect(existsSync(db)).toBe(false);
    }
  });
});
