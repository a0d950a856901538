import { utimesSync } from "node:fs";
import Database from "libsql";
import { describe, expect, test } from "vitest";
import { createPlan, formVerdicts, type RecordBatch, run } from "../../src/check/index.js";
import { asciiJson, JsonRows } from "../../src/check/inputs/rows/json-rows.js";
import { FOO, scratch } from "../cli/support.js";

describe("JsonRows", () => {
  const written = (write: (rows: JsonRows) => void) => {
    const rows = new JsonRows();
    write(rows);
    const { length } = rows;
    const text = Buffer.from(rows.take()).toString();
    expect([length, rows.length]).toEqual([Buffer.byteLength(text), 0]);
    return text;
  };

  test("writes strings that JSON reads again, whatever is in them", () => {
    const ascii = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code));
    for (const text of [ascii, "é😀", "", " "]) {
      expect(JSON.parse(written((rows) => rows.string(Buffer.from(text))))).toBe(text);
    }
    expect(written((rows) => rows.hex(Uint8Array.of(0, 255)))).toBe('"00ff"');
  });

  test("grows, and keeps what it has", () => {
    const control = "\u001f".repeat(50_000);
    const text = written((rows) => {
      rows.raw("[1,");
      rows.string(Buffer.from(control));
      rows.raw(",");
      rows.string(Buffer.from("x".repeat(200_000)));
      rows.raw(`,${" ".repeat(1_000_000)}2]`);
    });
    expect(JSON.parse(text)).toEqual([1, control, "x".repeat(200_000), 2]);
  });

  test("names members in ASCII", () => {
    expect(asciiJson('é"\n😀')).toMatch(/^[ -~]+$/);
    expect(JSON.parse(asciiJson('é"\n\u007f😀'))).toBe('é"\n\u007f😀');
  });
});

/** A database that these statements make. */
function databaseOf(sql: string): string {
  const path = `${scratch().path}/app.sqlite`;
  const database = new Database(path);
  database.exec(sql);
  database.close();
  return path;
}

const planOf = (path: string, query?: string) => createPlan({ files: [path], query, verdicts: formVerdicts() });
const ROOMS = `CREATE TABLE rooms (id TEXT, n INT); INSERT INTO rooms VALUES ('${FOO}', 1), ('bad', NULL)`;

/** The records of a query. `onBatch` is called while the database is being read. */
async function read(path: string, query: string, onBatch: () => void = () => undefined) {
  const texts: string[] = [];
  const add = ({ count, bytes, starts, ends }: RecordBatch) => {
    for (let i = 0; i < count; i++) texts.push(Buffer.from(bytes.subarray(starts[i], ends[i])).toString());
    onBatch();
  };
  const { fault } = await run(await planOf(path, query), [{ add, snapshot: () => null, merge: () => undefined }]);
  return { texts, fault };
}

describe("a query", () => {
  test("gives a JSON object for each row, with values of every type", async () => {
    const path = databaseOf(ROOMS);
    const sql =
      " SELECT id, n, -12.5 AS f, 1e300 AS big, 1e-7 AS small, 9e999 AS inf, x'00ff' AS b, 'a\"b' AS t FROM rooms ; ; ";
    const { texts, fault } = await read(path, sql);
    const rest = '"f":-12.5,"big":1.0e+300,"small":1.0e-07,"inf":"Inf","b":"00ff","t":"a\\"b"}';
    expect([fault, texts]).toEqual([undefined, [`{"id":"${FOO}","n":1,${rest}`, `{"id":"bad","n":null,${rest}`]]);
  });

  test("of many rows, in pieces", async () => {
    const path =
      databaseOf(`CREATE TABLE n (id TEXT); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000)
      INSERT INTO n SELECT printf('%064d', i) FROM c`);
    const { texts } = await read(path, "SELECT id FROM n");
    expect(texts).toHaveLength(5000);
    expect(texts[4999]).toBe(`{"id":"${"5000".padStart(64, "0")}"}`);
  });

  test("is refused if it isn't one", async () => {
    const path = databaseOf(ROOMS);
    for (const sql of ["DELETE FROM rooms", "SELECT id FROM nothing", "SELECT 1; SELECT 2"]) {
      await expect(planOf(path, sql)).rejects.toThrow(/can't run --query/);
    }
  });

  test("of a database that changes is a fault, after its rows", async () => {
    const path = databaseOf(ROOMS);
    const { texts, fault } = await read(path, "SELECT id FROM rooms", () => utimesSync(path, 1, 1));
    expect(texts).toHaveLength(2);
    expect(fault?.message).toMatch(/was changed while/);
  });
});

describe("without a query, the error", () => {
  test.each<[string, string, RegExp]>([
    ["says that there are no tables", "PRAGMA user_version = 1", /SELECT id FROM sessions.*no tables$/],
    ["lists all columns if none seems to hold IDs", "CREATE TABLE a (b, c)", /no column seems.* a\.b, a\.c$/],
    ["lists eight columns", "CREATE TABLE a (b, c, d, e, f, g, h, i)", /a\.i$/],
    ["and counts more than eight", "CREATE TABLE a (b, c, d, e, f, g, h, i, j)", /a\.i and 1 more$/],
    [
      "begins with the column of most IDs, and quotes its name",
      `CREATE TABLE few (id); INSERT INTO few VALUES ('${FOO}');
       CREATE TABLE "a b" ("1""d"); INSERT INTO "a b" VALUES ('${FOO}'), (x'${FOO}')`,
      /SELECT "1""d" FROM "a b".*: a b\.1"d, few\.id$/,
    ],
  ])("%s", async (_, sql, message) => {
    await expect(planOf(databaseOf(sql))).rejects.toThrow(message);
  });
});
