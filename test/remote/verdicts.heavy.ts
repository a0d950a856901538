import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DurableObjectNamespace } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";
import { cpuTime } from "../../support/workerd/cpu.js";
import { type RunningWorkerd, startWorkerd } from "../../support/workerd/runtime.js";
import { BIN } from "../cli/process.js";
import { scratch } from "../cli/support.js";
import { TOKEN } from "./verdicts.worker.js";

/** The client never gets these: they simulate keys that only Cloudflare has. */
const KEYS = { ROOMS: "a key that the client lacks", CARTS: "another key that the client lacks" };
const COUNT = 1_000_000;
/** The CPU time limit of a request on Cloudflare's free plan. */
const CPU_LIMIT = 10;

let workerd: RunningWorkerd;
beforeAll(async () => {
  workerd = await startWorkerd({
    entry: "test/remote/verdicts.worker.ts",
    namespaces: Object.entries(KEYS).map(([binding, uniqueKey]) => ({ binding, uniqueKey })),
  });
});
afterAll(() => workerd.stop());

/** IDs of both namespaces, of neither, damaged ones, and other texts. */
function mixed(random: SeededRandom, count: number): string {
  const stranger = new DurableObjectNamespace({ uniqueKey: "somebody else's", randomBytes: random.bytes });
  const own = [KEYS.ROOMS, KEYS.CARTS].map(
    (uniqueKey) => new DurableObjectNamespace({ uniqueKey, randomBytes: random.bytes }),
  );
  const lines = Array.from({ length: count }, (_, i) => {
    const kind = random.below(20);
    if (kind < 11) return String(own[0].idFromName(`room ${i}`));
    if (kind < 14) return String(own[1].newUniqueId());
    if (kind === 14) return String(own[0].newUniqueId()).toUpperCase();
    if (kind === 15) return String(stranger.newUniqueId());
    const id = String(own[kind % 2].newUniqueId());
    const at = random.below(64);
    if (kind === 16) return `${id.slice(0, at)}${id[at] === "0" ? "1" : "0"}${id.slice(at + 1)}`;
    return [` ${id}`, id.slice(0, at), "nonsense"][kind - 17];
  });
  return `${lines.join("\n")}\n`;
}

function start(...argv: string[]): { child: ChildProcess; ended: Promise<{ code: number | null; stdout: string }> } {
  const child = spawn(process.execPath, [BIN, "check", ...argv], { stdio: ["ignore", "pipe", "inherit"] });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  return { child, ended: once(child, "close").then(([code]) => ({ code: code as number | null, stdout })) };
}

/** The summary and the annotated records of a check with the keys, under the labels that the Worker has. */
async function locally(input: string, output: string) {
  const keys = Object.values(KEYS).flatMap((key) => ["--unique-key", key]);
  const { code, stdout } = await start(...keys, "--json", "--annotate", "--output", output, input).ended;
  expect(code).toBe(1);
  const { engine, seconds, idsPerSecond, ...summary } = JSON.parse(relabelled(stdout));
  return { summary, annotated: relabelled(readFileSync(output, "utf8")) };
}

function relabelled(text: string): string {
  return Object.entries(KEYS).reduce((all, [binding, key]) => all.replaceAll(key, binding), text);
}

/** A folder with an input, and the arguments of a check by the Worker. */
function remotely(count: number, seed: string) {
  const { path, file } = scratch();
  const input = file("in.txt", mixed(new SeededRandom(seed), count));
  const token = join(path, "token");
  writeFileSync(token, TOKEN, { mode: 0o600 });
  const output = join(path, "remote.tsv");
  const argv = ["--remote", workerd.url, "--token-file", token, "--json", "--annotate", "--output", output];
  return { path, input, output, argv };
}

test("a million IDs get the same verdicts as with the keys", async () => {
  const { path, input, output, argv } = remotely(COUNT, "a million");
  const local = await locally(input, join(path, "local.tsv"));
  const { code, stdout } = await start(...argv, input).ended;
  const { engine, seconds, idsPerSecond, ...summary } = JSON.parse(stdout);
  expect([code, engine]).toEqual([1, "remote"]);
  expect(summary).toEqual(local.summary);
  expect(readFileSync(output, "utf8") === local.annotated).toBe(true);
  console.log(`${idsPerSecond} IDs/s over loopback`);
});

test("a run that is killed at random moments and resumed gives the same", async () => {
  const random = new SeededRandom("kills");
  const { path, input, output, argv } = remotely(COUNT, "killed");
  const local = await locally(input, join(path, "local.tsv"));
  const state = join(path, "state");
  const resumable = [...argv, "--checkpoint", state, "--checkpoint-every", "0.05", input];
  for (let kills = 0; kills < 5; ) {
    const { child, ended } = start(...resumable);
    while (!existsSync(state) && child.exitCode === null) await sleep(5);
    await sleep(random.below(2000));
    child.kill("SIGKILL");
    const { code } = await ended;
    if (code === null) kills++;
    // It came to its end before: from the beginning.
    else rmSync(output);
  }
  const { code, stdout } = await start(...resumable).ended;
  const { engine, seconds, idsPerSecond, ...summary } = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(summary).toEqual(local.summary);
  expect(readFileSync(output, "utf8") === local.annotated).toBe(true);
  expect(existsSync(state)).toBe(false);
});

test("a request of the default size takes the Worker less than 10 ms of CPU time, if all IDs are foreign", async () => {
  const { path, argv, output } = remotely(0, "foreign");
  const random = new SeededRandom("foreign");
  const input = join(path, "foreign.txt");
  const count = 40_000;
  writeFileSync(
    input,
    Array.from({ length: count }, () => `${Buffer.from(random.bytes(32)).toString("hex")}\n`).join(""),
  );
  const before = cpuTime(workerd.pid);
  const { code, stdout } = await start(...argv, input).ended;
  const used = cpuTime(workerd.pid).main - before.main;
  expect([code, JSON.parse(stdout).foreign]).toEqual([1, count]);
  const requests = 1 + count / 100;
  console.log(`${(used / requests).toFixed(2)} ms of CPU time a request`);
  expect(used / requests).toBeLessThan(CPU_LIMIT);
  rmSync(output);
});
