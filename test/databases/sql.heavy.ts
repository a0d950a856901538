import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SqlDialect } from "../../src/index.js";
import { installPython } from "../sdk-python/python.js";
import type { Answer, Database } from "./database.js";
import { startMariadb } from "./mariadb.js";
import { startPglite } from "./pglite.js";
import { startPostgres } from "./postgres.js";
import { output } from "./process.js";
import { startPython } from "./python.js";
import { massQuestions, type Question, smallQuestions } from "./questions.js";
import { massTable, namesTable, smallTable, type Table, writeCsv, writeJsonLines } from "./tables.js";

/*
 * The SQL of each dialect in a real database says what the validator says: of the conformance vectors, of odd text, and of
 * more than a million IDs, most of them mutated. Prints how many rows a second that is, beside `check` on the same rows.
 */

const MUTATED = Number(process.env.MUTATED ?? 1_000_000);

let folder: string;
let small: Table;
let names: Table;
let mass: Table;
/** Rows a second, by what judges them. */
const speeds: string[] = [];

beforeAll(() => {
  installPython("test/databases/requirements.txt");
  folder = mkdtempSync(join(tmpdir(), "durable-id-sql-"));
  // PostgreSQL runs as another user.
  chmodSync(folder, 0o755);
  small = smallTable();
  names = namesTable();
  mass = massTable(MUTATED);
  const tables = [small, names, mass];
  for (const table of tables) writeJsonLines(folder, table);
  const columns = Object.fromEntries(tables.map((table) => [table.name, table.columns]));
  writeFileSync(join(folder, "tables.json"), JSON.stringify(columns));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  console.log(`rows/s                                       valid, 1 key   owner, 4 keys\n${speeds.join("\n")}`);
});

test("the tables have enough of everything", () => {
  expect(small.rows.length).toBeGreaterThan(6000);
  expect(names.rows.length).toBeGreaterThan(700);
  expect(mass.rows.length).toBeGreaterThan(MUTATED);
  for (const table of [small, mass]) {
    for (const column of ["many_verdict", "scoped_verdict"]) {
      const at = table.columns.indexOf(column);
      const verdicts = new Set(table.rows.map((row) => row[at]));
      expect(verdicts.size).toBe(column === "many_verdict" ? 3 : 4);
    }
  }
});

type Start = (folder: string, tables: readonly Table[]) => Promise<Database>;

const DATABASES: Readonly<Record<string, readonly [dialect: SqlDialect, start: Start]>> = {
  PostgreSQL: ["postgres", startPostgres],
  PGlite: ["postgres", startPglite],
  DuckDB: ["duckdb", (folder) => startPython("duckdb", folder)],
  chDB: ["clickhouse", (folder) => startPython("chdb", folder)],
  DataFusion: ["datafusion", (folder) => startPython("datafusion", folder)],
  Spark: ["spark", (folder) => startPython("spark", folder)],
  MariaDB: ["mysql", startMariadb],
  SQLite: ["sqlite", (folder) => startPython("sqlite", folder)],
};

describe.each(Object.entries(DATABASES))("%s", (name, [dialect, start]) => {
  test("says what the validator says, of every row", async () => {
    const own = join(folder, name);
    mkdirSync(own);
    const isPython = start.toString().includes("startPython");
    const database = await start(isPython ? folder : own, [small, names, mass]);
    try {
      const questions = [...massQuestions(dialect, mass), ...smallQuestions(dialect, small, names)];
      const answers = await database.run(questions);
      speeds.push(speedLine(database.version, answers));
      if (process.env.TIMES) console.log(answers.map(({ seconds }, i) => `${seconds.toFixed(2)} ${questions[i].what}`).join("\n"));
      expect(told(questions, (_, i) => answers[i].value)).toEqual(told(questions, ({ expected }) => expected));
    } finally {
      await database.stop();
      rmSync(own, { recursive: true, force: true });
    }
  });
});

function told(questions: readonly Question[], valueOf: (question: Question, i: number) => number | null): string[] {
  return questions.map((question, i) => `${question.what}: ${valueOf(question, i)}`);
}

test("check on the same rows", async () => {
  const csv = join(folder, "mass.csv");
  writeCsv(csv, mass);
  const seconds: number[] = [];
  for (const keys of [["--unique-key", "my-worker-ChatRoom"], ["my-worker-ChatRoom", "w-public", "custom", "more"].flatMap((key) => ["--unique-key", key])]) {
    const started = performance.now();
    const printed = await output(process.execPath, ["dist/bin.js", "check", "--json", "--max-invalid", "100%", "--field", "id", ...keys, csv]);
    seconds.push((performance.now() - started) / 1000);
    const { total, malformed } = JSON.parse(printed) as { total: number; malformed: number };
    const at = mass.columns.indexOf("one_verdict");
    expect([total, malformed]).toEqual([mass.rows.length, mass.rows.filter((row) => row[at] === "malformed").length]);
  }
  speeds.push(speedLine("durable-id check, CSV", seconds.map((each) => ({ value: null, seconds: each }))));
});

/** The rate of the first two questions. */
function speedLine(version: string, [valid, owner]: readonly Answer[]): string {
  const rate = ({ seconds }: Answer): string => Math.round(mass.rows.length / seconds).toLocaleString("en-US").padStart(16);
  return version.padEnd(40) + rate(valid) + rate(owner);
}
