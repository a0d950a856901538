import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { disagreement, questionsOf } from "../../src/cli/bench/agreement.js";
import type { Contender } from "../../src/cli/bench/contender.js";
import { libraryContender } from "../../src/cli/bench/library.js";
import { agreedMaterial, BENCH_KEY, materialBy } from "../../src/cli/bench/material.js";
import { nodeCryptoContender } from "../../src/cli/bench/node-crypto.js";
import { type Entry, entriesOf, race } from "../../src/cli/bench/race.js";
import { type BenchReport, withTimes } from "../../src/cli/bench/report.js";
import { reportText } from "../../src/cli/bench/report-text.js";
import { coloursFor } from "../../src/cli/colours.js";
import { run } from "../../src/cli/run.js";
import { createValidator, DurableObjectNamespace, idsFromNames } from "../../src/index.js";
import { cli, referenceId, rootOf } from "./support.js";

const OPERATIONS = ["verdicts", "idFromString", "idFromName", "idsFromNames"];
const library = { DurableObjectNamespace, createValidator, idsFromNames };
const wasm = libraryContender(library, "wasm", BENCH_KEY);
const own = nodeCryptoContender(BENCH_KEY);

describe("durable-id bench", () => {
  test("--json has both engines and node:crypto for each operation", async () => {
    const { code, stdout, stderr } = await cli(["bench", "--seconds", "0.1", "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    const report = JSON.parse(stdout) as BenchReport;
    expect(report.runtime).toEqual({ name: "Node", version: process.versions.node });
    expect(report.engine).toEqual({ name: "wasm", fallbackReason: null });
    expect(Object.keys(report.contenders)).toEqual(["wasm", "pure", "own"]);
    expect(report.figures.map(({ operation, contender }) => `${operation} ${contender}`)).toEqual(
      OPERATIONS.flatMap((operation) => ["wasm", "pure", "own"].map((contender) => `${operation} ${contender}`)),
    );
    for (const { contender, best, median, times } of report.figures) {
      expect(best).toBeGreaterThan(0);
      expect(median).toBeGreaterThanOrEqual(best);
      if (contender === "wasm") expect(times).toBe(1);
    }
    expect(report.turns).toBeGreaterThanOrEqual(3);
  });

  test("as text: no colours and no progress in a pipe", async () => {
    const { code, stdout, stderr } = await cli(["bench", "--seconds", "0.1"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout.split("\n")[0]).toBe(`durable-id source in Node ${process.versions.node}, engine wasm`);
    expect(stdout.match(/^ {2}WASM engine +[\d.]+ (ns|µs) +[\d.]+ (ns|µs)$/gm)).toHaveLength(4);
    expect(stdout.match(/^ {2}(pure engine|node:crypto) .* [\d.]+ ×$/gm)).toHaveLength(8);
  });

  test("a terminal shows progress, unless it is disabled, and NO_COLOR is respected", async () => {
    const terminal = { isTTY: true, env: { NO_COLOR: "1" } };
    const { stdout, stderr } = await cli(["bench", "--seconds", "0.1"], terminal);
    expect(stdout).not.toContain("\u001b[3");
    expect(stderr.split("\r\u001b[K").slice(0, 2)).toEqual(["", "0 %"]);
    expect(stderr.endsWith(" %\r\u001b[K")).toBe(true);
    expect((await cli(["bench", "--seconds", "0.1", "--no-progress"], terminal)).stderr).toBe("");
    expect((await cli(["bench", "--seconds", "0.1"], { isTTY: true })).stdout).toContain("\u001b[32m");
  });

  test.each(["0", "-1", "x", "3601", "1e3", ""])("--seconds %j is refused", async (seconds) => {
    const { code, stdout, stderr } = await cli(["bench", `--seconds=${seconds}`]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^durable-id: --seconds must be .*3600\n$/);
  });
});

test("a signal ends it between two turns, without partial output", async () => {
  const said = { stdout: "", stderr: "" };
  const output = (name: keyof typeof said) => ({
    isTTY: false,
    write: async (data: Uint8Array | string) => {
      said[name] += String(data);
    },
  });
  const signals = new AbortController();
  setTimeout(() => signals.abort("SIGINT"), 100);
  const code = await run(["bench", "--seconds", "600"], {
    stdin: (async function* () {})(),
    stdout: output("stdout"),
    stderr: output("stderr"),
    env: {},
    stop: signals.signal,
    now: () => performance.now(),
  });
  expect([code, said]).toEqual([130, { stdout: "", stderr: "durable-id: stopped by SIGINT\n" }]);
});

describe("before anything is measured", () => {
  test("the material follows the format", async () => {
    const { ids, names } = await materialBy(wasm);
    expect(ids).toHaveLength(2048);
    for (const i of [0, 1, 2047]) expect(ids[i]).toBe(referenceId(rootOf(BENCH_KEY), names[i]));
  });

  test("all contenders agree on strings of every kind", async () => {
    const questions = questionsOf(await materialBy(wasm));
    const answers = await wasm.answer(questions);
    expect(new Set(answers.verdicts)).toEqual(new Set([0, 1, 2]));
    expect(await disagreement([wasm, libraryContender(library, "pure", BENCH_KEY), own], questions)).toBeUndefined();
  });

  test.each([
    ["verdicts", { verdicts: [0, 0, 0] }],
    ["idFromString", { idFromString: [null] }],
    ["idFromName", { idFromName: ["0".repeat(64)] }],
    ["idsFromNames", { idsFromNames: [] }],
  ])("detects a contender with wrong results for %s", async (operation, wrong) => {
    const liar: Contender = { ...own, label: "a liar", answer: async (asked) => ({ ...own.answer(asked), ...wrong }) };
    await expect(agreedMaterial([wasm, own, liar])).rejects.toThrow(
      `nothing was measured: WASM engine and a liar disagree on ${operation}: `,
    );
  });

  test("detects a contender with too many results", async () => {
    const answer: Contender["answer"] = async (asked) => {
      const answers = await own.answer(asked);
      return { ...answers, idFromName: [...(answers.idFromName ?? []), "one more"] };
    };
    const fault = await disagreement([own, { ...own, label: "a liar", answer }], { strings: [], names: ["lobby"] });
    expect(fault).toBe("node:crypto and a liar disagree on idFromName: undefined, one more");
  });
});

describe("measuring", () => {
  /** A clock that moves when work is done, by as many milliseconds as each pass takes in turn. */
  function world() {
    let clock = 0;
    const order: string[] = [];
    const entry = (operation: Entry["operation"], contender: string, costs: number[]): Entry => {
      let turn = 0;
      return {
        operation,
        contender,
        operations: 1000,
        time: (passes) => {
          const took = passes * costs[Math.min(turn++, costs.length - 1)];
          clock += took;
          order.push(`${operation} ${contender} ${passes}`);
          return took;
        },
      };
    };
    return { entry, order, now: () => clock };
  }

  test("turns are long enough, alternate, and give the best and the median", async () => {
    const { entry, order, now } = world();
    const shares: number[] = [];
    // The first three costs of the quick one are of trying out: 1, 2 and 4 passes.
    const quick = entry("idFromString", "quick", [3, 3, 3, 5, 2, 4, 9, 4]);
    const slow = entry("verdicts", "slow", [20]);
    const { turns, figures } = await race([quick, slow], { seconds: 0.18, turn: 12 }, now, (share) => {
      shares.push(share);
    });
    expect(order.slice(0, 6)).toEqual([
      "verdicts slow 1",
      "idFromString quick 1",
      "idFromString quick 2",
      "idFromString quick 4",
      "verdicts slow 1",
      "idFromString quick 4",
    ]);
    expect(turns).toBe(5);
    // 4 passes of 1,000 operations: 2 ms a pass is 2,000 ns an operation.
    expect(figures).toEqual([
      { operation: "verdicts", contender: "slow", best: 20_000, median: 20_000 },
      { operation: "idFromString", contender: "quick", best: 2000, median: 4000 },
    ]);
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1)).toBe(true);
  });

  test("makes three turns even in a short time, and an error of the caller ends it", async () => {
    const { entry, now } = world();
    const entries = [entry("verdicts", "one", [100])];
    expect((await race(entries, { seconds: 0.001, turn: 1 }, now, () => undefined)).turns).toBe(3);
    const stop = () => {
      throw new Error("enough");
    };
    await expect(race(entries, { seconds: 1, turn: 1 }, now, stop)).rejects.toThrow("enough");
  });

  test("awaits an asynchronous pass before the next one starts", async () => {
    let clock = 0;
    let isRunning = false;
    const run = async () => {
      expect(isRunning).toBe(false);
      isRunning = true;
      await setImmediate();
      isRunning = false;
      clock += 7;
    };
    const [entry] = entriesOf("slow", { verdicts: { operations: 1, run } }, () => clock);
    expect(await entry.time(3)).toBe(21);
  });

  test("the name of the processor can't contain terminal escapes", () => {
    const report: BenchReport = {
      version: "0.1.0",
      runtime: { name: "Node", version: "20.20.2" },
      machine: { cpu: "A \u001b[31mCPU", cores: 2, platform: "linux-x64" },
      engine: { name: "pure", fallbackReason: "no \u0007 WebAssembly" },
      turns: 3,
      contenders: { pure: "pure engine", own: "node:crypto" },
      figures: [],
    };
    const text = reportText(report, coloursFor({ isTTY: false, write: async () => undefined }, { env: {} }));
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(text).toContain("CPU, 2 cores, linux-x64");
  });

  test("ratios are relative to the first contender, for each operation", () => {
    const figure = { operation: "verdicts", median: 1 } as const;
    const figures = [
      { ...figure, contender: "wasm", best: 100 },
      { ...figure, contender: "own", best: 850 },
    ];
    expect(withTimes(figures, "wasm").map(({ times }) => times)).toEqual([1, 8.5]);
  });
});
