import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DurableObjectNamespace, sqlExpression, sqlIdFromName } from "../../src/index.js";
import { leaks, secretsOf } from "../secrets/needles.js";
import { cli, ROOMS, scratch } from "./support.js";

const rooms = new DurableObjectNamespace({ uniqueKey: ROOMS });
const KEY = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 3);
const vault = new DurableObjectNamespace({ key: KEY });
/** What must not be printed: the constants of the keys. */
const secrets = secretsOf(KEY).flatMap(({ what, bytes }) =>
  [0, 0x36, 0x5c].map((pad) => ({ what, bytes: bytes.map((byte) => byte ^ pad) })),
);

const sql = (...args: string[]) => cli(["sql", ...args]);

describe("with a unique key", () => {
  test("prints the expression of the library", async () => {
    const { code, stdout, stderr } = await sql("--dialect", "duckdb", "--unique-key", ROOMS, "--column", "session_id");
    const expected = sqlExpression([{ label: ROOMS, namespace: rooms }], { dialect: "duckdb", column: "session_id" });
    expect([code, stdout, stderr]).toEqual([0, `${expected}\n`, ""]);
  });

  test("prints functions and queries, with the requested result and jurisdiction", async () => {
    const args = ["--dialect", "postgres", "--unique-key", ROOMS, "--jurisdiction", "eu", "--result", "verdict"];
    const list = [{ label: ROOMS, namespace: rooms.jurisdiction("eu") }];
    const options = { dialect: "postgres", result: "verdict" } as const;
    expect((await sql(...args, "--as", "function", "--name", "app.f")).stdout).toBe(
      `${sqlExpression(list, { ...options, as: "function", name: "app.f" })}\n`,
    );
    expect((await sql(...args, "--as", "query", "--table", "t")).stdout).toBe(
      `${sqlExpression(list, { ...options, as: "query", table: "t" })}\n`,
    );
  });

  test("accepts the keys of a configuration, with the names of classes as labels", async () => {
    const { file } = scratch();
    const bindings = [
      { name: "A", class_name: "ChatRoom" },
      { name: "B", class_name: "Lobby" },
    ];
    const config = file("wrangler.json", JSON.stringify({ name: "w", durable_objects: { bindings } }));
    const { stdout } = await sql("--dialect", "trino", "--config", config, "--result", "namespace");
    expect([stdout.includes("'ChatRoom'"), stdout.includes("'Lobby'")]).toEqual([true, true]);
    const { code, stderr } = await sql("--dialect", "trino", "--config", config, "--from-name");
    expect([code, stderr.includes("--class")]).toEqual([2, true]);
  });

  test("--from-name prints the ID of a name", async () => {
    const { stdout } = await sql("--dialect", "mysql", "--unique-key", ROOMS, "--from-name", "--column", "room");
    expect(stdout).toBe(`${sqlIdFromName(rooms, { dialect: "mysql", column: "room" })}\n`);
  });
});

describe("with a secret key", () => {
  const keyFile = (folder: string): string => {
    const path = join(folder, "vault.key");
    writeFileSync(path, KEY);
    return path;
  };

  test("refuses to print SQL that reveals the key", async () => {
    const { path } = scratch();
    for (const more of [[], ["--from-name"], ["--as", "function"], ["--unique-key", ROOMS]]) {
      const { code, stdout, stderr } = await sql("--dialect", "spark", "--key-file", keyFile(path), ...more);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("--allow-secret-key-in-sql");
      expect(leaks(stderr, secrets)).toEqual([]);
    }
  });

  test("--params writes the values into a new file for its owner only", async () => {
    const { path } = scratch();
    const file = join(path, "values.json");
    const args = ["--dialect", "spark", "--key-file", keyFile(path), "--params", file];
    const { code, stdout, stderr } = await sql(...args);
    const parameters: string[] = [];
    const expected = sqlExpression([{ label: "vault.key", namespace: vault }], { dialect: "spark", parameters });
    expect([code, stdout]).toEqual([0, `${expected}\n`]);
    expect(leaks(stdout + stderr, secrets)).toEqual([]);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(parameters);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    writeFileSync(file, "mine");
    const second = await sql(...args);
    expect([second.code, second.stdout, readFileSync(file, "utf8")]).toEqual([2, "", "mine"]);
    expect((await sql(...args.slice(0, -1), join(path, "no", "folder"))).code).toBe(2);
  });

  test("--allow-secret-key-in-sql prints it, with a warning", async () => {
    const { path } = scratch();
    const args = ["--dialect", "spark", "--key-file", keyFile(path), "--allow-secret-key-in-sql"];
    const { code, stdout, stderr } = await sql(...args);
    const expected = sqlIdFromName(vault, { dialect: "spark", allowSecretKey: true });
    expect([code, leaks(stdout, secrets).length > 0]).toEqual([0, true]);
    expect(stderr).toContain("warning");
    expect((await sql(...args, "--from-name")).stdout).toBe(`${expected}\n`);
  });
});

test.each([
  ["--unique-key", ROOMS],
  ["--dialect", "oracle", "--unique-key", ROOMS],
  ["--dialect", "postgres"],
  ["--dialect", "postgres", "--unique-key", ROOMS, "--as", "query"],
  ["--dialect", "postgres", "--unique-key", ROOMS, "--table", "t"],
  ["--dialect", "postgres", "--unique-key", ROOMS, "--name", "f"],
  ["--dialect", "postgres", "--unique-key", ROOMS, "--as", "function", "--params", "f"],
  ["--dialect", "sqlite", "--unique-key", ROOMS, "--as", "function"],
  ["--dialect", "postgres", "--unique-key", ROOMS, "--from-name", "--result", "valid"],
  ["--dialect", "postgres", "--unique-key", ROOMS, "--column", "a..b"],
])("refuses %j", async (...args) => {
  const { code, stdout, stderr } = await sql(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});
