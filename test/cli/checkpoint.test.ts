import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { BIN, durableId } from "./process.js";
import { cli, EU_FOO, FOO, FOREIGN, ROOMS, scratch, workerdIds } from "./support.js";
import { temporaryOf } from "./temporaries.js";

const KEY = ["--unique-key", ROOMS];
const OUTPUTS = ["annotated", "bad", "good", "repairs", "table"];

const damaged = [FOO.slice(0, 60), `0${FOO.slice(1)}`, EU_FOO.slice(1)];
const pool = [...workerdIds(ROOMS), FOO, EU_FOO, FOREIGN, "", "bad", "x".repeat(100), ...damaged];

function textOf(random: SeededRandom, count: number): string {
  return Array.from({ length: count }, () => random.pick(pool)).join("\n");
}

/** The arguments of a checkpointed run with every output into a folder. */
function argumentsFor(folder: string, ...inputs: string[]): string[] {
  const file = (name: string) => `${folder}/${name}`;
  return [
    ...["check", ...KEY, "--json", "--checkpoint", file("state"), "--checkpoint-every", "0", "--duplicates"],
    ...["--annotate", "--output", file("annotated"), "--invalid", file("table")],
    ...["--invalid-records", file("bad"), "--valid", file("good")],
    ...["--repairs", file("repairs"), "--repair-limit", "20", ...inputs],
  ];
}

/** All results of a run except its times. */
function resultOf(folder: string, stdout: string) {
  const { seconds, idsPerSecond, ...summary } = JSON.parse(stdout);
  expect([typeof seconds, typeof idsPerSecond]).toEqual(["number", "number"]);
  return { summary, files: OUTPUTS.map((name) => readFileSync(`${folder}/${name}`, "utf8")) };
}

/**
 * Kills three runs with SIGKILL, each at a random moment after it has come on by some checkpoints, and then lets one come to
 * its end. Now and then one is killed before it has done anything.
 */
async function killedRun(argv: readonly string[], state: string, random: SeededRandom): Promise<string> {
  for (let kills = 0; kills < 3; ) {
    const child = spawn(process.execPath, [BIN, ...argv], { stdio: "ignore" });
    const closed = once(child, "close");
    let left = random.below(4);
    for (let seen = stampOf(state); left > 0 && child.exitCode === null; await sleep(1)) {
      if (stampOf(state) === seen) continue;
      seen = stampOf(state);
      left--;
    }
    await sleep(random.below(12));
    if (child.exitCode === null) {
      child.kill("SIGKILL");
      await closed;
      kills++;
    } else {
      // It was faster than we were: from the beginning.
      expect(child.exitCode).toBe(1);
      for (const name of OUTPUTS) rmSync(`${dirname(state)}/${name}`);
    }
  }
  const { stdout, stderr, status } = durableId(argv);
  expect([stderr, status]).toEqual(["", 1]);
  return stdout;
}

/** A different value for each checkpoint; the same if there is no checkpoint. */
function stampOf(state: string): number {
  return statSync(state, { throwIfNoEntry: false })?.ino ?? 0;
}

// Every format and container: test/heavy/chains/, and without kills stopped-runs.test.ts.
test("a run that is killed three times gives the same results as an uninterrupted run", async () => {
  const random = new SeededRandom("checkpoint");
  const inputs = scratch();
  const paths = [
    inputs.file("a.txt", textOf(random, 30_000)),
    inputs.file("b.txt", `\ufeff${"y".repeat(1_000_000)}\n${textOf(random, 20_000)}`),
    inputs.file("c.txt", ""),
    inputs.file("d.txt", textOf(random, 40_000)),
  ];
  const [calm, killed] = [scratch().path, scratch().path];
  const undisturbed = durableId(argumentsFor(calm, ...paths));
  expect([undisturbed.stderr, undisturbed.status]).toEqual(["", 1]);
  const stdout = await killedRun(argumentsFor(killed, ...paths), `${killed}/state`, random);
  expect(resultOf(killed, stdout)).toEqual(resultOf(calm, undisturbed.stdout));
  for (const folder of [calm, killed]) expect(readdirSync(folder).sort()).toEqual(OUTPUTS);
  expect(resultOf(killed, stdout).summary.complete).toBe(true);
}, 120_000);

describe("the place of a run", () => {
  /** A run that a signal stops in the middle. Repeated if it ends before the signal, on a busy machine. */
  async function stopped(argv: readonly string[], signal: "SIGINT" | "SIGTERM" | "SIGKILL", state: string) {
    for (;;) {
      const run = await signalled(argv, signal, state);
      if (run.status !== 0 && run.status !== 1) return run;
      for (const name of OUTPUTS) rmSync(`${dirname(state)}/${name}`, { force: true });
    }
  }

  /** A run that gets a signal once it has a checkpoint. */
  async function signalled(argv: readonly string[], signal: "SIGINT" | "SIGTERM" | "SIGKILL", state: string) {
    const child = spawn(process.execPath, [BIN, ...argv]);
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (data) => {
      output.stdout += data;
    });
    child.stderr.on("data", (data) => {
      output.stderr += data;
    });
    const closed = once(child, "close");
    while (!existsSync(state) && child.exitCode === null) await sleep(2);
    child.kill(signal);
    const [status] = await closed;
    return { ...output, status };
  }

  const text = textOf(new SeededRandom("stands"), 120_000);

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "%s ends it with the summary so far and code %i, and the next run continues there",
    async (signal, code) => {
      const { path, file } = scratch();
      const argv = argumentsFor(path, file("in.txt", text));
      const { status, stdout, stderr } = await stopped(argv, signal, `${path}/state`);
      expect([status, stderr]).toEqual([code, `durable-id: stopped by ${signal}\n`]);
      const partial = JSON.parse(stdout);
      expect([partial.complete, partial.total < 120_000, partial.total > 0]).toEqual([false, true, true]);
      expect(existsSync(`${path}/annotated`)).toBe(false);
      const { place } = JSON.parse(readFileSync(`${path}/state`, "utf8"));
      expect(statSync(temporaryOf(path, "annotated")).size).toBeGreaterThan(place.position.offset);
      const { summary, files } = resultOf(path, durableId(argv).stdout);
      expect([summary.complete, summary.total]).toEqual([true, 120_000]);
      expect(files[0].split("\n").map((line) => line.split("\t")[6])).toEqual([...text.split("\n"), undefined]);
    },
  );

  test("records written after the checkpoint are written only once", async () => {
    const { path, file } = scratch();
    const argv = argumentsFor(path, file("in.txt", text));
    await stopped(argv, "SIGKILL", `${path}/state`);
    for (const name of OUTPUTS) writeFileSync(temporaryOf(path, name), "torn line", { flag: "a" });
    const { files } = resultOf(path, durableId(argv).stdout);
    expect(files.join("").includes("torn")).toBe(false);
  });

  test("other keys, options or inputs are refused in one line, without changes", async () => {
    const { path, file } = scratch();
    const input = file("in.txt", text);
    const argv = argumentsFor(path, input);
    await stopped(argv, "SIGKILL", `${path}/state`);
    const before = OUTPUTS.map((name) => statSync(temporaryOf(path, name)).size);
    const faultOf = (changed: readonly string[]) => {
      const { status, stdout, stderr } = durableId(changed);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^durable-id: [^\n]+\n$/);
      return stderr;
    };
    expect(faultOf(["check", "--unique-key", "other", ...argv.slice(3)])).toContain("other keys or options");
    expect(faultOf([...argv, "--jurisdiction", "eu"])).toContain("other keys or options");
    expect(faultOf([...argv, "--format", "csv"])).toContain("other keys or options");
    expect(faultOf([...argv, file("more.txt", FOO)])).toContain("was changed");
    utimesSync(input, 1, 1);
    expect(faultOf(argv)).toContain("was changed");
    expect(OUTPUTS.map((name) => statSync(temporaryOf(path, name)).size)).toEqual(before);
  });

  test("an unfinished output that is gone or too short, a file that is not a checkpoint", async () => {
    const { path, file } = scratch();
    const argv = argumentsFor(path, file("in.txt", text));
    await stopped(argv, "SIGKILL", `${path}/state`);
    const saved = readFileSync(`${path}/state`, "utf8");
    truncateSync(temporaryOf(path, "bad"), 1);
    expect(durableId(argv).stderr).toMatch(/^durable-id: [^"]+"[^"]+\.bad\.[^"]+": it has 1 bytes/);
    spawnSync("rm", [temporaryOf(path, "bad")]);
    expect(durableId(argv).stderr).toContain("it was removed; remove the checkpoint");
    writeFileSync(`${path}/state`, saved.replace('"offset":', '"offset":1'));
    expect(await cli(argv)).toMatchObject({ code: 2, stderr: expect.stringContaining("is damaged") });
    writeFileSync(`${path}/state`, saved.slice(0, -1));
    expect(await cli(argv)).toMatchObject({ code: 2, stderr: expect.stringContaining("is damaged") });
    writeFileSync(`${path}/state`, "{}");
    expect(durableId(argv).stderr).toContain("is not a checkpoint of this version");
  });

  test("killed between the end and the renaming of outputs", async () => {
    const { path, file } = scratch();
    const input = file("in.txt", text);
    const calm = resultOf(path, durableId(argumentsFor(path, input)).stdout);
    const argv = argumentsFor(scratch().path, input);
    const folder = argv[argv.indexOf("--checkpoint") + 1].replace(/\/state$/, "");
    const finishing = new Promise<void>((resolve) => {
      const child = spawn(process.execPath, [BIN, ...argv], { stdio: "ignore" });
      const watch = setInterval(() => {
        if (!existsSync(`${folder}/state`) || !readFileSync(`${folder}/state`, "utf8").includes('"finished":{')) return;
        child.kill("SIGKILL");
        clearInterval(watch);
      }, 1);
      child.on("close", () => resolve());
    });
    await finishing;
    const { stdout } = durableId(argv);
    if (stdout !== "") expect(resultOf(folder, stdout)).toEqual(calm);
    expect(OUTPUTS.map((name) => readFileSync(`${folder}/${name}`, "utf8"))).toEqual(calm.files);
  });

  test("is refused for inputs that can't be read twice, and doesn't contain keys", async () => {
    const { path, file } = scratch();
    const state = ["--checkpoint", `${path}/state`];
    expect((await cli(["check", ...KEY, ...state], { stdin: FOO })).stderr).toContain("can't be read a second time");
    const input = file("in.txt", text);
    expect((await cli(["check", ...KEY, ...state, "--annotate", input])).stderr).toContain("pass --output with a file");
    expect((await cli(["check", ...KEY, "--checkpoint-every", "1", input])).stderr).toContain("needs --checkpoint");
    const key = "5".repeat(64);
    const argv = ["check", "--key-file", file("room.key", key), ...state, "--checkpoint-every", "0", input];
    await stopped(argv, "SIGKILL", `${path}/state`);
    const saved = readFileSync(`${path}/state`, "utf8");
    expect(saved).toContain('"fingerprint":"');
    expect(saved).not.toContain(key.slice(0, 32));
  });
});
