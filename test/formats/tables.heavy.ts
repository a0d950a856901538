import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPython, runInVenv } from "../../support/python.js";
import { spawnThread } from "../cli/process.js";
import { cli, FOO, FOREIGN, ROOMS, workerdIds } from "../cli/support.js";

/*
 * Tables that DuckDB, pyarrow, Spark and Python's sqlite3 write get the same verdicts as the CSV that the same tool exports.
 */

const ROWS = 5000;

/** A table, the CSV of the same rows, and how the command line reads the table. */
interface Written {
  readonly table: string;
  readonly csv: string;
  readonly field?: string;
  readonly query?: string;
}

let folder: string;
let ids: string;
beforeAll(() => {
  installPython("test/formats/requirements.txt");
  folder = mkdtempSync(join(tmpdir(), "durable-id-formats-"));
  ids = join(folder, "ids.jsonl");
  const lines = Array.from({ length: ROWS }, (_, row) => JSON.stringify(storedText(row)));
  writeFileSync(ids, `${lines.join("\n")}\n`);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Some values of every kind that a tool could get wrong: quotes, nulls, empty text, and non-ASCII characters. */
function storedText(row: number): string | null {
  const pool = workerdIds(ROOMS);
  const id = row % 3 === 0 ? FOO : pool[row % pool.length];
  const kinds = [
    id,
    id,
    id,
    FOREIGN,
    null,
    id.slice(0, 40),
    `${id} `,
    `"${id}"`,
    `é\\,\t${row}`,
    id.toUpperCase(),
    "x",
  ];
  return kinds[row % kinds.length];
}

async function write(...tools: readonly string[]): Promise<Written[]> {
  const lines = await runInVenv("python", ["test/formats/write_tables.py", ids, folder, ...tools], {});
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Written);
}

/** The verdict of each row, in order. */
async function verdictsOf(path: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await cli(["check", "--unique-key", ROOMS, "--annotate", ...args, path], { spawn: spawnThread });
  return stdout.match(/^(valid|malformed|foreign|wrongJurisdiction)(?=\t)/gm) ?? [];
}

describe.each([["pyarrow"], ["duckdb"], ["spark"], ["sqlite"]])("%s", (tool) => {
  test("the table and the CSV of the same rows have the same verdicts", async () => {
    const written = await write(tool);
    expect(written.length).toBeGreaterThan(1);
    for (const { table, csv, field, query } of written) {
      const expected = await verdictsOf(csv, "--field", "session_id");
      expect([table, expected.length, new Set(expected).size]).toEqual([table, ROWS, 3]);
      const args = query === undefined ? ["--field", String(field)] : ["--query", query];
      expect([table, field, await verdictsOf(table, ...args)]).toEqual([table, field, expected]);
    }
  }, 240_000);
});
