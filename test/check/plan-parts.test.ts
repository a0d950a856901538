import { fileURLToPath } from "node:url";
import Database from "libsql";
import { describe, expect, test } from "vitest";
import { explainRecord } from "../../src/check/explain-record.js";
import {
  Counts,
  createPlan,
  formatNameOf,
  formVerdicts,
  InputError,
  type Plan,
  REPAIR_KINDS,
  type Repair,
  run,
  Samples,
  Stopped,
  summarize,
  TooManyInvalid,
  tooFewRecords,
  Verdict,
} from "../../src/check/index.js";
import { RecordKind } from "../../src/engine/scan/types.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { FOO, FOREIGN, ROOMS, scratch } from "../cli/support.js";
import { batchOf, malformed } from "./batches.js";

const JUDGED = [{ label: "rooms", jurisdictionName: (code: number) => ["", "eu"][code] }];

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe("explainRecord", () => {
  test("names the actual jurisdiction, if the ID has one", () => {
    const record = { text: FOO, verdict: Verdict.wrongJurisdiction, reason: "jurisdiction" as const };
    const batch = batchOf([
      { ...record, jurisdiction: 1 },
      { ...record, jurisdiction: 0 },
    ]);
    expect([0, 1].map((index) => explainRecord(batch, index, JUDGED))).toEqual([
      { reason: "jurisdiction", jurisdiction: "eu" },
      { reason: "jurisdiction", jurisdiction: undefined },
    ]);
  });

  test("lists the wrong digits of a near miss", () => {
    const text = `${FOO.slice(0, 5)}x${FOO.slice(6)}`;
    const batch = batchOf([malformed(text, "near-miss"), malformed(text, "near-miss"), malformed("", "empty")]);
    const repair: Repair = { id: FOO, namespace: 0, jurisdiction: 0, how: REPAIR_KINDS[0], evidenceBits: 100 };
    for (const index of [0, 2]) batch.repairs.set(index, repair);
    expect([0, 1, 2].map((index) => explainRecord(batch, index, JUDGED))).toEqual([
      { reason: "near-miss", wrongDigits: [5] },
      { reason: "near-miss" },
      { reason: "empty" },
    ]);
  });

  test("has details from the text, if it has one", () => {
    const batch = batchOf([malformed("abc", "truncated"), malformed("abc", "missing")]);
    batch.kinds[1] = RecordKind.missing;
    expect([0, 1].map((index) => explainRecord(batch, index, JUDGED))).toEqual([
      { reason: "truncated", digits: 3 },
      { reason: "missing" },
    ]);
  });
});

describe("formVerdicts", () => {
  test("accept all IDs, of one namespace without a name", async () => {
    const verdicts = formVerdicts();
    const counts = new Counts(verdicts.namespaces);
    const stdin = chunks(`${FOO}\nbad\n${FOREIGN.toUpperCase()}\n\n`);
    const end = await run(await createPlan({ files: ["-"], stdin, verdicts }), [counts]);
    const tally = { total: 4, valid: 2, malformed: 2, foreign: 0, wrongJurisdiction: 0 };
    expect([end.fault, counts.tally(), counts.namespaceCounts()]).toEqual([
      ...[undefined, tally, [{ label: "any", valid: 2, wrongJurisdiction: 0 }]],
    ]);
    expect([verdicts.identity(), verdicts.hints(tally, [])]).toEqual(["form", []]);
    expect(verdicts.namespaces[0].jurisdictionName(0)).toBe("");
  });
});

describe("createPlan", () => {
  const rooms = (engine?: "pure") => ({
    label: "rooms",
    namespace: new DurableObjectNamespace({ uniqueKey: ROOMS, engine }),
  });

  test.each<[string | undefined, string]>([
    [undefined, "text"],
    ["a.gz", "text"],
    ["a.csv.gz.txt", "text"],
    ["A.CSV.GZ", "csv"],
    ["a.tsv.zst", "csv"],
    ["a.jsonl", "jsonl"],
    ["a.ndjson", "jsonl"],
    ["a.json", "json"],
    ["a.parquet", "parquet"],
    ["a.sqlite", "sqlite"],
    ["a.sqlite3", "sqlite"],
  ])("takes %s for %s", (path, format) => {
    expect(formatNameOf(path, undefined)).toBe(format);
    expect(formatNameOf(path, "json")).toBe("json");
  });

  test("takes either namespaces or a source of verdicts, and up to 64 threads", async () => {
    const both = { namespaces: [rooms()], verdicts: formVerdicts() };
    for (const sources of [{}, both]) {
      await expect(createPlan({ files: ["-"], ...sources })).rejects.toMatchObject({ code: "ERR_DO_ARGUMENT" });
    }
    expect((await createPlan({ files: ["-"], namespaces: [rooms()], jobs: 64 })).inputs).toHaveLength(1);
  });

  test("uses the engine of the first namespace, unless it is told another", async () => {
    const engineOf = async (own: "pure" | undefined, engine: "pure" | "wasm" | undefined) => {
      const plan = await createPlan({
        files: ["-"],
        stdin: chunks(""),
        namespaces: [rooms(own), rooms()],
        jobs: 1,
        engine,
      });
      return (await run(plan, [])).engine;
    };
    expect([await engineOf("pure", undefined), await engineOf("pure", "wasm")]).toEqual(["pure", "wasm"]);
    expect([await engineOf(undefined, undefined), await engineOf(undefined, "pure")]).toEqual(["wasm", "pure"]);
  });

  test("knows tables by their bytes, and refuses to read them as another format", async () => {
    const { path } = scratch();
    const database = new Database(`${path}/rooms.txt`);
    database.exec(`CREATE TABLE rooms (id TEXT); INSERT INTO rooms VALUES ('${FOO}'), ('bad')`);
    database.close();
    const query = "SELECT id FROM rooms";
    for (const format of [undefined, "sqlite"] as const) {
      const plan = await createPlan({ files: [`${path}/rooms.txt`], query, format, verdicts: formVerdicts() });
      expect(plan.inputs[0].format).toMatchObject({ name: "sqlite", query, format: { format: "jsonl" } });
      const counts = new Counts(plan.verdicts.namespaces);
      await run(plan, [counts]);
      expect(counts.tally()).toMatchObject({ total: 2, valid: 1 });
    }
    const parquet = fileURLToPath(new URL("fixtures/parquet/pyarrow-plain.parquet", import.meta.url));
    for (const [file, name] of [
      [`${path}/rooms.txt`, "sqlite"],
      [parquet, "parquet"],
    ]) {
      const plan = createPlan({ files: [file], format: "csv", verdicts: formVerdicts() });
      await expect(plan).rejects.toThrow(new RegExp(`, not csv: .*--format ${name}`));
    }
  });
});

describe("tooFewRecords", () => {
  const planOf = (minRecords: number, ...paths: (string | undefined)[]) =>
    ({ inputs: paths.map((path) => ({ input: { path } })), minRecords }) as unknown as Plan;
  test.each<[Plan, RegExp]>([
    [planOf(1, undefined), /^no records in standard input:/],
    [planOf(1, "a"), /^no records in "a":/],
    [planOf(1, "a", "b"), /^no records in any of the 2 inputs:/],
    [planOf(2, "a"), /^too few records in "a": .* 2, got 1$/],
    [planOf(2, undefined, "b"), /^too few records in the 2 inputs: .* 2, got 1$/],
  ])("%#", (plan, message) => {
    expect(tooFewRecords(plan, 1).message).toMatch(message);
  });
});

test("a summary says why the run ended, and how fast it was", () => {
  const counts = new Counts(JUDGED);
  counts.startInput({
    index: 0,
    name: "in",
    format: "text",
    offset: 0,
    header: undefined,
    lineEnd: 10,
    isResumed: false,
  });
  counts.add(batchOf([{ text: FOO }, { text: FOO }, { text: FOO }]));
  const summaryOf = (fault: InputError | undefined, milliseconds: number) =>
    summarize(counts, new Samples(JUDGED), { inputs: ["in"], fault, milliseconds, engine: "wasm" });
  expect(summaryOf(undefined, 1500.4)).toMatchObject({ complete: true, seconds: 1.5, idsPerSecond: 2, hints: [] });
  expect(summaryOf(undefined, 0)).toMatchObject({ seconds: 0, idsPerSecond: 0 });
  expect(summaryOf(undefined, 0)).not.toHaveProperty("stopReason");
  const faults = [new TooManyInvalid(0), new Stopped("SIGINT"), new InputError("damaged")];
  expect(faults.map((fault) => summaryOf(fault, 1))).toMatchObject([
    { complete: false, stopReason: "failFast" },
    { complete: false, stopReason: "signal" },
    { complete: false, stopReason: "input" },
  ]);
  expect([0, 2].map((limit) => new TooManyInvalid(limit).message)).toEqual([
    expect.stringContaining("first"),
    expect.stringContaining("3 invalid"),
  ]);
});
