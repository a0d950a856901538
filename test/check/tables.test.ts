import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CheckError,
  Counts,
  createPlan,
  type Place,
  type PlanOptions,
  type RecordBatch,
  run,
} from "../../src/check/index.js";
import { judgedNamespace } from "../../src/check/namespaces.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";

import { FOO, FOREIGN, ROOMS, workerdIds } from "../cli/support.js";
import { decodeHere } from "./decode-here.js";

const FIXTURES = fileURLToPath(new URL("fixtures/parquet/", import.meta.url));
const namespaces = [{ label: "rooms", namespace: new DurableObjectNamespace({ uniqueKey: ROOMS }) }];
const judged = namespaces.map(judgedNamespace);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "durable-id-tables-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The records of a table, as they enter the pipeline, and their counts. */
async function read(file: string, options: Partial<PlanOptions>, from?: Place) {
  const plan = await createPlan({ files: [file], namespaces, jobs: 1, spawn: decodeHere, ...options });
  const counts = new Counts(judged);
  const texts: string[] = [];
  const ids: (string | undefined)[] = [];
  const places: Place[] = [];
  const collect = {
    add(batch: RecordBatch) {
      for (let i = 0; i < batch.count; i++) {
        texts.push(Buffer.from(batch.bytes.subarray(batch.starts[i], batch.ends[i])).toString());
        ids.push(batch.idText(i));
      }
    },
    snapshot: () => null,
    merge: () => undefined,
  };
  const onPlace = (place: Place) => {
    places.push(place);
  };
  const { fault } = await run(plan, [counts, collect], { onPlace }, from);
  return { fault, tally: counts.tally(), texts, ids, places, input: plan.inputs[0].input };
}

const failureOf = (file: string, options: Partial<PlanOptions> = {}): Promise<unknown> =>
  createPlan({ files: [file], namespaces, jobs: 1, spawn: decodeHere, ...options }).then(
    () => undefined,
    (error: unknown) => error,
  );

describe("Parquet", () => {
  const files = ["pyarrow-zstd", "pyarrow-plain", "duckdb-gzip"].map((name) => `${FIXTURES}${name}.parquet`);

  test.each(files)("%s: text, in a struct or not, and bytes", async (file) => {
    for (const field of ["session_id", "user.id"]) {
      const { fault, tally, texts, ids } = await read(file, { field });
      expect([fault, tally]).toEqual([undefined, expect.objectContaining({ total: 25, valid: 20, malformed: 5 })]);
      expect(ids.slice(0, 20)).toEqual(workerdIds(ROOMS).slice(0, 20));
      expect(texts.map((text) => JSON.parse(text)[field]).slice(20)).toEqual([
        ...[null, "", ids[0]?.slice(0, 40), `"${ids[0]}"`, "é\\\n"],
      ]);
    }
    expect((await read(file, { field: "bytes" })).tally).toMatchObject({ valid: 20, foreign: 1, malformed: 4 });
  });

  test("bytes of a fixed length", async () => {
    for (const file of files.slice(0, 2)) {
      expect((await read(file, { field: "fixed" })).tally).toMatchObject({ valid: 20, foreign: 1, malformed: 4 });
    }
  });

  test("the only column needs no name", async () => {
    const { tally, input } = await read(`${FIXTURES}one-column.parquet`, {});
    expect(tally).toMatchObject({ total: 25, valid: 20 });
    expect(input.bytesRead).toBe(input.file?.size);
  });

  test("is known by its first bytes, whatever its name", async () => {
    const file = join(folder, "export.csv");
    writeFileSync(file, readFileSync(files[0]));
    expect((await read(file, { field: "session_id" })).tally).toMatchObject({ valid: 20 });
    expect(await failureOf(file, { format: "csv", field: "session_id" })).toMatchObject({ code: "ERR_DO_CHECK" });
  });

  test("goes on at any place of an earlier run", async () => {
    const whole = await read(files[0], { field: "session_id" });
    for (const place of whole.places) {
      const rest = await read(files[0], { field: "session_id" }, place);
      expect(rest.texts).toEqual(whole.texts.slice(whole.texts.length - rest.texts.length));
    }
  });

  test("refuses other columns, and lists those that may hold IDs", async () => {
    for (const field of [undefined, "nope", "n", "ids", "user", "ids.list.element"]) {
      expect(await failureOf(files[0], { field })).toMatchObject({
        code: "ERR_DO_CHECK",
        message: expect.stringMatching(/"session_id", "bytes"|INT64|lists/),
      });
    }
  });
});

describe("SQLite", () => {
  let database: string;
  const ids = workerdIds(ROOMS).slice(0, 20);
  const query = "SELECT session_id, n FROM sessions ORDER BY n";
  /** Old enough for its time to tell that nothing was written since. */
  const settled = () => new Promise((resolve) => setTimeout(resolve, 40));

  function create(name: string, ...pragmas: string[]): string {
    const file = join(folder, name);
    const connection = new Database(file);
    for (const pragma of pragmas) connection.exec(`PRAGMA ${pragma}`);
    connection.exec("CREATE TABLE sessions (n INTEGER, session_id TEXT, raw BLOB, price REAL)");
    const insert = connection.prepare("INSERT INTO sessions VALUES (?, ?, ?, ?)");
    for (const [n, id] of [...ids, null, FOREIGN, 'é\\"'].entries()) {
      insert.run(n, id, id?.length === 64 ? Buffer.from(id, "hex") : null, n / 2);
    }
    connection.close();
    return file;
  }
  beforeAll(async () => {
    database = create("app.db");
    await settled();
  });

  test("text and bytes; what else the query gives is in the records", async () => {
    const { fault, tally, texts } = await read(database, { query });
    expect([fault, tally]).toEqual([undefined, expect.objectContaining({ total: 23, valid: 20, foreign: 1 })]);
    expect(texts[0]).toBe(`{"session_id":"${ids[0]}","n":0}`);
    expect(JSON.parse(texts[22])).toEqual({ session_id: 'é\\"', n: 22 });
    const raw = await read(database, { query: "SELECT raw, price FROM sessions;" });
    expect(raw.tally).toMatchObject({ total: 23, valid: 20, foreign: 1, malformed: 2 });
    expect(raw.texts[1]).toBe(`{"raw":"${ids[1]}","price":0.5}`);
  });

  test("UTF-16, and text that is neither", async () => {
    const file = create("utf16.db", "encoding = 'UTF-16le'");
    const { tally, texts } = await read(file, { query });
    expect(tally).toMatchObject({ total: 23, valid: 20, foreign: 1 });
    expect(JSON.parse(texts[22]).session_id).toBe('é\\"');
    const broken = { query: "SELECT CAST(x'61ff62' AS TEXT) UNION ALL SELECT 'a' || char(0) || 'b'" };
    expect((await read(database, broken)).texts.map((text) => Object.values(JSON.parse(text)))).toEqual([
      ["a\ufffdb"],
      ["a\0b"],
    ]);
  });

  test("numbers that JSON and JavaScript don't have", async () => {
    const { texts } = await read(database, {
      query: "SELECT 'x' AS id, 9007199254740993 AS n, 9e999 AS inf, 1e300 AS r",
    });
    expect(texts).toEqual(['{"id":"x","n":9007199254740993,"inf":"Inf","r":1.0e+300}']);
  });

  test("two columns of one name", async () => {
    const { tally } = await read(database, { query: `SELECT '${FOO}' AS id, 'x' AS id` });
    expect(tally).toMatchObject({ total: 1, valid: 1 });
  });

  test("leaves the file and its folder as they are", async () => {
    const before = [readFileSync(database), readdirSync(folder)];
    for (const sql of [
      "DELETE FROM sessions",
      "ATTACH 'x.db' AS x",
      "SELECT 1; DROP TABLE sessions",
      "VACUUM INTO 'x.db'",
      "",
      "SELECT nope FROM sessions",
    ]) {
      expect(await failureOf(database, { query: sql })).toMatchObject({ code: "ERR_DO_CHECK" });
    }
    await read(database, { query });
    expect([readFileSync(database), readdirSync(folder)]).toEqual(before);
  });

  test("one in use: reads what is only in the WAL, and can't be resumed", async () => {
    const file = create("live.db", "journal_mode = WAL");
    const connection = new Database(file);
    connection.exec(`INSERT INTO sessions VALUES (99, '${FOO}', NULL, NULL)`);
    await settled();
    const before = [readFileSync(file), readFileSync(`${file}-wal`)];
    const { tally, input } = await read(file, { query });
    expect([tally.total, input.file]).toEqual([24, undefined]);
    expect([readFileSync(file), readFileSync(`${file}-wal`)]).toEqual(before);
    connection.close();
  });

  test("goes on at any place of an earlier run", async () => {
    const whole = await read(database, { query });
    for (const place of whole.places) {
      const rest = await read(database, { query }, place);
      expect(rest.texts).toEqual(whole.texts.slice(whole.texts.length - rest.texts.length));
    }
  });

  test("without a query: says which columns seem to hold IDs", async () => {
    const message = expect.stringMatching(
      /--query.*SELECT session_id FROM sessions.*sessions\.session_id, sessions\.raw$/,
    );
    expect(await failureOf(database)).toMatchObject({ code: "ERR_DO_CHECK", message });
  });

  test("a damaged file is an error at worst", async () => {
    const bytes = readFileSync(database);
    const random = new SeededRandom(2);
    const file = join(folder, "damaged.db");
    for (let i = 0; i < 100; i++) {
      const damaged = Buffer.from(bytes.subarray(0, i % 2 === 0 ? 16 + random.below(bytes.length - 16) : undefined));
      for (let n = 0; n < 20; n++) damaged[16 + random.below(damaged.length - 16)] = random.below(256);
      writeFileSync(file, damaged);
      const failure = await read(file, { query }).then(
        ({ fault }) => fault,
        (error: unknown) => error,
      );
      if (failure !== undefined) expect(failure).toBeInstanceOf(CheckError);
    }
  });
});
