import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SqlDialect } from "../../src/index.js";
import { installPython } from "../../support/python.js";
import type { Answer, Database } from "./database.js";
import { startMariadb } from "./mariadb.js";
import { startPglite } from "./pglite.js";
import { startPostgres } from "./postgres.js";
import { output } from "./process.js";
import { startPython } from "./python.js";
import { type Effort, type Question, questionsFor } from "./questions.js";
import { massTable, namesTable, smallTable, type Table, writeCsv, writeJsonLines } from "./tables.js";

/*
 * The SQL of each dialect in a real database says what the validator says: of the conformance vectors, of odd text, and of
 * more than a million IDs, most of them mutated. Prints rows per second, compared with `check` on the same rows.
 */

const MUTATED = Number(process.env.MUTATED ?? 1_000_000);

let folder: string;
let small: Table;
let names: Table;
let mass: Table;
/** Rows per second, by database. */
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
  const load = loadavg()[0].toFixed(0);
  console.log(
    `${mass?.rows.length} rows on ${availableParallelism()} cores, load average ${load}\nrows/s                                       valid, 1 key  namespace, 4 keys\n${speeds.join("\n")}`,
  );
});

test("the tables have enough IDs of each kind", () => {
  expect(small.rows.length).toBeGreaterThan(6000);
  expect(names.rows.length).toBeGreaterThan(700);
  expect(mass.rows.length).toBeGreaterThan(MUTATED);
  const distinct = ({ columns, rows }: Table, column: string): number =>
    new Set(rows.map((row) => row[columns.indexOf(column)])).size;
  expect([distinct(small, "one_verdict"), distinct(mass, "one_verdict")]).toEqual([3, 3]);
  expect([distinct(small, "scoped_verdict"), distinct(mass, "scoped_verdict")]).toEqual([4, 4]);
  expect([distinct(small, "many_namespace"), distinct(mass, "many_namespace")]).toEqual([5, 5]);
});

interface Candidate {
  readonly dialect: SqlDialect;
  readonly start: (folder: string, tables: readonly Table[]) => Promise<Database>;
  readonly effort: Effort;
}

const inPython = (engine: string) => (): Promise<Database> => startPython(engine, folder);

const CANDIDATES: Readonly<Record<string, Candidate>> = {
  PostgreSQL: { dialect: "postgres", start: startPostgres, effort: "all" },
  PGlite: { dialect: "postgres", start: startPglite, effort: "some" },
  DuckDB: { dialect: "duckdb", start: inPython("duckdb"), effort: "all" },
  chDB: { dialect: "clickhouse", start: inPython("chdb"), effort: "all" },
  DataFusion: { dialect: "datafusion", start: inPython("datafusion"), effort: "all" },
  Spark: { dialect: "spark", start: inPython("spark"), effort: "some" },
  MariaDB: { dialect: "mysql", start: startMariadb, effort: "most" },
  SQLite: { dialect: "sqlite", start: inPython("sqlite"), effort: "most" },
};

test.each(Object.entries(CANDIDATES))("%s gives the validator's result for every row", async (name, candidate) => {
  const { dialect, start, effort } = candidate;
  const own = join(folder, name);
  mkdirSync(own);
  const database = await start(own, [small, names, mass]);
  try {
    const questions = questionsFor(dialect, effort, { small, names, mass });
    const answers = await database.run(questions);
    speeds.push(speedLine(database.version, answers));
    expect(told(questions, (_, i) => answers[i].value)).toEqual(told(questions, ({ expected }) => expected));
  } finally {
    await database.stop();
    rmSync(own, { recursive: true, force: true });
  }
});

function told(questions: readonly Question[], numberOf: (question: Question, i: number) => number | null): string[] {
  return questions.map((question, i) => `${question.what}: ${numberOf(question, i)}`);
}

test("check validates the same rows", async () => {
  const csv = join(folder, "mass.csv");
  writeCsv(csv, mass);
  const seconds: number[] = [];
  for (const keys of [
    ["--unique-key", "my-worker-ChatRoom"],
    ["my-worker-ChatRoom", "w-public", "custom", "more"].flatMap((key) => ["--unique-key", key]),
  ]) {
    const started = performance.now();
    const printed = await output(process.execPath, [
      "dist/bin.js",
      "check",
      "--json",
      "--max-invalid",
      "100%",
      "--field",
      "id",
      ...keys,
      csv,
    ]);
    seconds.push((performance.now() - started) / 1000);
    const { total, malformed } = JSON.parse(printed) as { total: number; malformed: number };
    const at = mass.columns.indexOf("one_verdict");
    expect([total, malformed]).toEqual([mass.rows.length, mass.rows.filter((row) => row[at] === "malformed").length]);
  }
  speeds.push(
    speedLine(
      "durable-id check, CSV",
      seconds.map((each) => ({ value: null, seconds: each })),
    ),
  );
});

/** The rate of the first two questions. */
function speedLine(version: string, [valid, namespace]: readonly Answer[]): string {
  const rate = ({ seconds }: Answer): string =>
    Math.round(mass.rows.length / seconds)
      .toLocaleString("en-US")
      .padStart(17);
  return version.padEnd(40) + rate(valid) + rate(namespace);
}
