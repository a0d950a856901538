import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import type { Summary } from "../../src/check/summary.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { spawnThread } from "./process.js";
import { cli, EU_FOO, FOO, FOREIGN, OTHER, ROOMS, scratch, workerdId, workerdIds } from "./support.js";

const KEY = ["--unique-key", ROOMS];
const OTHER_FOO = workerdId(OTHER, "foo");
const COLUMNS = ["input", "line", "stored", "repaired", "namespace", "how", "bits"] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

/** `check` with `--repairs`: the summary, the bytes of the file and its rows, read by another implementation of CSV. */
async function repairsOf(args: readonly string[], stdin = "") {
  const { path } = scratch();
  const file = `${path}/repairs.csv`;
  const { code, stdout, stderr } = await cli(["check", ...KEY, "--json", "--repairs", file, ...args], {
    stdin,
    spawn: spawnThread,
  });
  expect([code, stderr]).toEqual([1, ""]);
  const bytes = readFileSync(file, "utf8");
  const [header, ...rows]: string[][] = parse(bytes);
  expect(header).toEqual(COLUMNS);
  const records = rows.map((row) => Object.fromEntries(COLUMNS.map((name, i) => [name, row[i]])) as Row);
  return { summary: JSON.parse(stdout) as Summary, bytes, records };
}

describe("--repairs", () => {
  test("writes a line for each damaged ID, in the order of the records", async () => {
    const swapped = FOO[1] + FOO[0] + FOO.slice(2);
    const lines = [FOO, ` ${FOO}`, "", FOO.slice(0, 60), FOREIGN, swapped, "null", EU_FOO.slice(1), `${OTHER_FOO}0`];
    const { summary, records } = await repairsOf(["--unique-key", OTHER], lines.join("\n"));
    expect(records.map(({ line, stored, repaired }) => [line, stored, repaired])).toEqual([
      ["2", ` ${FOO}`, FOO],
      ["4", FOO.slice(0, 60), FOO],
      ["6", swapped, FOO],
      ["8", EU_FOO.slice(1), EU_FOO],
      ["9", `${OTHER_FOO}0`, OTHER_FOO],
    ]);
    expect(records.map(({ namespace, how }) => [namespace, how])).toEqual([
      [ROOMS, "cleaned"],
      [ROOMS, "completed"],
      [ROOMS, "swap"],
      [ROOMS, "missing-digit"],
      [OTHER, "extra-digit"],
    ]);
    for (const { input, bits } of records) {
      expect(input).toBe("stdin");
      expect(Number(bits)).toBeGreaterThanOrEqual(48);
    }
    expect(summary.reasons).toMatchObject({ "near-miss": 1, whitespace: 1, truncated: 2 });
    expect(summary.samples).toContainEqual(
      expect.objectContaining({ reason: "near-miss", text: swapped, line: 6, wrongDigits: [0, 1] }),
    );
    expect(summary.repairs).toEqual({
      repaired: 5,
      byKind: { cleaned: 1, completed: 1, swap: 1, "missing-digit": 1, "extra-digit": 1 },
      searched: 2,
      notSearched: 0,
    });
  });

  test("writes fields of CSV and JSON as stored, with all characters", async () => {
    const { file } = scratch();
    const stored = [`"${FOO}"`, ` ${FOO}\r\n`, `ключ:${FOO}`, `${FOO.slice(0, 9)}é${FOO.slice(10)}`];
    const csv = file(
      'a "b", c.csv',
      `n,id\r\n${stored.map((id, i) => `${i},"${id.replaceAll('"', '""')}"`).join("\r\n")}\r\n`,
    );
    const json = file("b.jsonl", stored.map((id) => JSON.stringify({ id })).join("\n"));
    const { records } = await repairsOf(["--field", "id", csv, json]);
    expect(records.map((row) => row.stored)).toEqual([...stored, ...stored]);
    expect(records.map((row) => row.input)).toEqual([...stored.map(() => csv), ...stored.map(() => json)]);
    expect(records.map((row) => row.line)).toEqual(["2", "3", "5", "6", "1", "2", "3", "4"]);
    expect(new Set(records.map((row) => row.repaired))).toEqual(new Set([FOO]));
  });

  test("makes a repaired foreign ID a near miss in all outputs, and without --repairs doesn't search for it", async () => {
    const { path, file } = scratch();
    const input = file("in.txt", [FOREIGN, `${FOO.slice(0, 62)}00`, FOO].join("\n"));
    const outputs = ["--invalid", `${path}/bad`, "--annotate", "--output", `${path}/all`];
    await repairsOf([...outputs, input]);
    expect(readFileSync(`${path}/bad`, "utf8").match(/^foreign\tnear-miss\t/gm)).toHaveLength(1);
    expect(readFileSync(`${path}/all`, "utf8").match(/^foreign\tunknown\t/gm)).toHaveLength(1);
    const { stdout } = await cli(["check", ...KEY, "--json", input]);
    expect(JSON.parse(stdout)).toMatchObject({ foreign: 2, reasons: { unknown: 2 } });
  });

  test("searches at most --repair-limit records, and counts the others", async () => {
    const lines = [FOREIGN, `0${FOO.slice(1)}`, FOREIGN, FOO.slice(0, 50), FOREIGN, FOREIGN, ` ${FOO}`];
    const limited = async (...limit: string[]) => (await repairsOf(limit, lines.join("\n"))).summary.repairs;
    const cheap = { completed: 1, cleaned: 1 };
    expect(await limited("--repair-limit", "0")).toMatchObject({ byKind: cheap, searched: 0, notSearched: 5 });
    expect(await limited("--repair-limit", "1")).toMatchObject({ byKind: cheap, searched: 1, notSearched: 4 });
    expect(await limited("--repair-limit", "2")).toMatchObject({ byKind: { ...cheap, digit: 1 }, notSearched: 3 });
    expect(await limited()).toMatchObject({ repaired: 3, searched: 5, notSearched: 0 });
  });

  test("gives the same bytes with any number of threads, on both engines, and for several inputs", async () => {
    const { file } = scratch();
    const pool = [
      ...workerdIds(ROOMS).slice(0, 20),
      FOREIGN,
      `0${FOO.slice(1)}`,
      FOO.slice(0, 55),
      "bad",
      `"${EU_FOO}"`,
    ];
    const text = (count: number) => Array.from({ length: count }, (_, i) => pool[(i * 7) % pool.length]).join("\n");
    const inputs = [file("a.txt", text(4000)), file("b.txt", text(90_000)), file("c.txt", text(10))];
    const limit = ["--repair-limit", "300"];
    const expected = await repairsOf(["--jobs", "1", ...limit, ...inputs]);
    expect(expected.summary.repairs?.searched).toBe(300);
    expect(expected.summary.repairs?.notSearched).toBeGreaterThan(1000);
    for (const options of [
      ["--jobs", "2"],
      ["--jobs", "3"],
      ["--jobs", "1", "--engine", "pure"],
    ]) {
      const { summary, bytes } = await repairsOf([...options, ...limit, ...inputs]);
      expect(bytes).toBe(expected.bytes);
      expect(summary.repairs).toEqual(expected.summary.repairs);
    }
  });

  test("gives the same repairs if a run is stopped in a search repeatedly", async () => {
    const { path, file } = scratch();
    const stranger = new DurableObjectNamespace({ uniqueKey: "stranger" });
    const lines = Array.from({ length: 400 }, (_, i) =>
      i % 40 === 7 ? `0${FOO.slice(1)}` : String(stranger.idFromName(`${i}`)),
    );
    const input = file("in.txt", lines.join("\n"));
    /** A run that is asked to stop when it looks for signals for the `turn`th time. */
    const runTo = async (turn: number, name: string) => {
      let looks = 0;
      const controller = new AbortController();
      const stop = new Proxy(controller.signal, {
        get: (target, property) => {
          if (property === "aborted" && ++looks === turn) controller.abort("SIGTERM");
          const value: unknown = Reflect.get(target, property, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      // The slower engine takes some 200 ms for all of them.
      const options = ["--engine", "pure", "--json", "--repairs", `${path}/${name}`, "--checkpoint", `${path}/state`];
      return { ...(await cli(["check", ...KEY, ...options, input], { stop })), looks };
    };
    const calm = await runTo(Number.POSITIVE_INFINITY, "calm");
    expect([calm.code, calm.looks]).toEqual([1, expect.toSatisfy((looks) => looks > 4)]);
    const first = await runTo(2, "stopped");
    expect(first.code).toBe(143);
    // No sink got the batch in which it was stopped.
    expect(first.stdout).toBe("");
    expect((await runTo(3, "stopped")).code).toBe(143);
    const last = await runTo(Number.POSITIVE_INFINITY, "stopped");
    expect(readFileSync(`${path}/stopped`, "utf8")).toBe(readFileSync(`${path}/calm`, "utf8"));
    const { repairs, total } = JSON.parse(last.stdout);
    expect([total, repairs]).toEqual([400, JSON.parse(calm.stdout).repairs]);
    expect(repairs).toMatchObject({ repaired: 10, searched: 400 });
  });

  test("a restricted namespace repairs only IDs that are valid in it", async () => {
    const lines = [FOO.slice(0, 60), EU_FOO.slice(0, 60), FOO];
    const { summary, records } = await repairsOf(["--jurisdiction", "eu"], lines.join("\n"));
    expect(records.map(({ repaired }) => repaired)).toEqual([EU_FOO]);
    expect(summary.wrongJurisdiction).toBe(1);
  });

  test("skips records that are too long, or have no ID", async () => {
    const { file } = scratch();
    const lines = [`${" ".repeat(70_000)}${FOO}`, `${" ".repeat(1000)}${FOO}`, ` ${FOO}`];
    const { records } = await repairsOf([file("in.txt", lines.join("\n"))]);
    expect(records.map(({ line }) => line)).toEqual(["3"]);
    const jsonl = ["{", "{}", '{"id":null}', '{"id":12}', JSON.stringify({ id: FOO.slice(0, 48) })];
    const found = await repairsOf(["--field", "id", file("in.jsonl", jsonl.join("\n"))]);
    expect(found.records.map(({ line }) => line)).toEqual(["5"]);
  });

  test("the text summary names each kind, and the limit if it was reached", async () => {
    const { path } = scratch();
    const args = ["check", ...KEY, "--repairs", `${path}/out`, "--repair-limit", "1"];
    const { stdout } = await cli(args, { stdin: [` ${FOO}`, FOREIGN, FOREIGN].join("\n") });
    expect(stdout).toMatch(/^repairs$/m);
    expect(stdout).toMatch(/^ +repaired +1$/m);
    expect(stdout).toMatch(/^ +cleaned +1$/m);
    expect(stdout).toMatch(/^ +searched +1$/m);
    expect(stdout).toMatch(/^ +not searched +1 .*--repair-limit/m);
    expect((await cli(["check", ...KEY], { stdin: FOREIGN })).stdout).not.toContain("repairs");
  });

  test.each([
    [["--repair-limit", "5"], "--repairs"],
    [["--repairs", "x", "--repair-limit", "-1"], "--repair-limit"],
    [["--repairs", "x", "--repair-limit", "many"], "--repair-limit"],
    [["--repairs", "x", "--repair-limit", "1.5"], "--repair-limit"],
  ])("%j is refused", async (args, named) => {
    const { code, stdout, stderr } = await cli(["check", ...KEY, ...args], { stdin: FOO });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(named);
  });
});
