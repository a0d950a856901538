import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { run } from "../../src/cli/run.js";
import { SeededRandom } from "../../support/random.js";
import { BIN, durableId, spawnThread } from "./process.js";
import { EU_FOO, FOO, FOREIGN, ROOMS, scratch, workerdIds } from "./support.js";

const OUTPUTS = ["annotated", "bad", "bad.tsv", "good", "repairs"];
const damaged = [FOO.slice(0, 60), `0${FOO.slice(1)}`, EU_FOO.slice(1)];
const pool = [...workerdIds(ROOMS), FOO, EU_FOO, FOREIGN, "", "bad", ...damaged];

/** A signal that asks to stop when it is looked at for the `turn`th time: every moment at which a run can stop. */
class StopAt {
  looks = 0;
  readonly signal: AbortSignal;

  constructor(turn: number) {
    const controller = new AbortController();
    this.signal = new Proxy(controller.signal, {
      get: (target, name) => {
        if (name === "aborted" && ++this.looks === turn) controller.abort("SIGTERM");
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }
}

/** A run with every output in a folder, and a checkpoint only where it stops. */
async function check(folder: string, inputs: readonly string[], jobs: number, stop?: AbortSignal) {
  const file = (name: string) => `${folder}/${name}`;
  const written = { stdout: "", stderr: "" };
  const output = (name: "stdout" | "stderr") => ({
    isTTY: false,
    write: async (data: Uint8Array | string) => {
      written[name] += Buffer.from(data as string).toString();
    },
  });
  const field = /\.(csv|jsonl)/.test(inputs[0]) ? ["--field", "id"] : [];
  const code = await run(
    [
      ...["check", "--unique-key", ROOMS, "--json", "--checkpoint", file("state"), "--checkpoint-every", "999999"],
      ...["--duplicates", "--annotate", "--output", file("annotated"), "--invalid", file("bad.tsv")],
      ...["--invalid-records", file("bad"), "--valid", file("good"), "--repairs", file("repairs")],
      ...["--repair-limit", "150", "--jobs", `${jobs}`, ...field, ...inputs],
    ],
    {
      stdin: (async function* () {})(),
      stdout: output("stdout"),
      stderr: output("stderr"),
      env: {},
      stop,
      spawn: spawnThread,
      now: () => 0,
    },
  );
  return { code, ...written };
}

/** All results of a complete run except its times. */
function resultOf(folder: string, { code, stdout, stderr }: Awaited<ReturnType<typeof check>>) {
  expect([code, stderr]).toEqual([1, ""]);
  expect(readdirSync(folder).sort()).toEqual(OUTPUTS);
  const { seconds, idsPerSecond, ...summary } = JSON.parse(stdout);
  expect([seconds, idsPerSecond, summary.complete]).toEqual([0, 0, true]);
  const digestOf = (name: string) =>
    createHash("sha256")
      .update(readFileSync(`${folder}/${name}`))
      .digest("hex");
  return { summary, files: OUTPUTS.map(digestOf) };
}

describe("a run that is stopped anywhere, even in long records, gives the same results as an uninterrupted run:", () => {
  const random = new SeededRandom("stopped");
  const ids = (count: number) => Array.from({ length: count }, () => random.pick(pool));
  const text = (size: number, end = "\n") =>
    [...ids(3000), "y".repeat(size), ...ids(20), "\r".repeat(70_000), "z".repeat(size), ...ids(3000)].join(end);
  const row = (note: string) => `1,"${note}",${random.pick(pool)}\r\n`;
  const rows = (size: number) =>
    [...ids(2000).map((id) => `1,a,${id}\r\n`), row("two\nlines, ".repeat(size / 11)), row('""'.repeat(size / 2))].join(
      "",
    );
  const jsonl = (size: number) =>
    [...ids(2000).map((id) => ({ id })), { note: "n".repeat(size), id: FOO }, ...ids(2000).map((id) => ({ id }))]
      .map((line) => JSON.stringify(line))
      .join("\n");
  const csv = `n,note,id\r\n${rows(6_000_000)}${rows(100)}`;
  const lines = text(1_500_000);

  test.each<[string, number, readonly (readonly [string, string | Buffer])[]]>([
    ["text", 1, [["in.txt", lines]]],
    ["text, CRLF, no line end", 1, [["in.txt", text(700_000, "\r\n")]]],
    [
      "text that begins and ends with a long line",
      1,
      [["in.txt", `${"a".repeat(600_000)}\n${FOO}\n${"b".repeat(600_000)}`]],
    ],
    ["CSV", 1, [["in.csv", csv]]],
    [
      "CSV that ends rows in CR, and whose first row is long",
      1,
      [["in.csv", `n,note,id\r\n${row("w".repeat(5_000_000))}${rows(100)}`.replaceAll("\r\n", "\r")]],
    ],
    ["JSON Lines", 1, [["in.jsonl", `${jsonl(5_000_000)}\n${jsonl(4_500_000)}`]]],
    ["gzip", 1, [["in.txt.gz", gzipSync(lines)]]],
    ["threads", 2, [["in.txt", `${text(1_500_000)}\n${text(2_000_000)}`]]],
    [
      "several files",
      2,
      [
        ["a.txt", text(300_000)],
        ["b.txt", `\ufeff${"y".repeat(1_000_000)}`],
        ["c.txt", ""],
        ["d.txt.gz", gzipSync(text(400_000))],
        ["e.txt", `${text(2_500_000)}\n`],
      ],
    ],
  ])(
    "%s",
    async (_, jobs, contents) => {
      const inputs = scratch();
      const paths = contents.map(([path, content]) => inputs.file(path, content));
      const calm = scratch().path;
      const never = new StopAt(Number.POSITIVE_INFINITY);
      const expected = resultOf(calm, await check(calm, paths, jobs, never.signal));
      for (let chain = 0; chain < 3; chain++) {
        const folder = scratch().path;
        let outcome = await check(folder, paths, jobs, new StopAt(1 + random.below(never.looks / 2)).signal);
        expect(outcome.code).toBe(143);
        for (let stops = 0; stops < 3 && outcome.code === 143; stops++) {
          outcome = await check(folder, paths, jobs, new StopAt(1 + random.below(never.looks / 2)).signal);
        }
        if (outcome.code === 143) outcome = await check(folder, paths, jobs);
        expect(resultOf(folder, outcome)).toEqual(expected);
      }
    },
    120_000,
  );
});

test("a process that is stopped inside a long line counts nothing twice", async () => {
  const { path, file } = scratch();
  const out = scratch().path;
  const input = file("in.txt", `${FOO}\n`.repeat(2000));
  // A line of NULs that takes no room on the disk.
  truncateSync(input, 400_000_000);
  writeFileSync(input, `\n${FOO}\n`.repeat(2000), { flag: "a" });
  const argv = ["check", "--unique-key", ROOMS, "--json", "--jobs", "1", "--checkpoint", `${path}/state`];
  const outputs = ["--invalid", `${out}/bad`, "--valid", `${out}/good`, input];
  const child = spawn(process.execPath, [BIN, ...argv, ...outputs]);
  const closed = once(child, "close");
  const sizeOfAll = () =>
    readdirSync(out).reduce((sum, name) => sum + (statSync(`${out}/${name}`, { throwIfNoEntry: false })?.size ?? 0), 0);
  while (sizeOfAll() < 10_000_000 && child.exitCode === null) await sleep(2);
  child.kill("SIGTERM");
  expect((await closed)[0]).toBe(143);
  const { status, stdout } = durableId([...argv, ...outputs]);
  expect([status, JSON.parse(stdout)]).toMatchObject([
    1,
    { complete: true, total: 6000, valid: 4000, malformed: 2000 },
  ]);
  expect(readFileSync(`${out}/good`, "utf8")).toBe(`${FOO}\n`.repeat(4000));
  expect(readdirSync(out).sort()).toEqual(["bad", "good"]);
}, 60_000);
