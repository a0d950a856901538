import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readdirSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { BIN } from "./process.js";
import { FOO, ROOMS, scratch } from "./support.js";

const KEY = ["--unique-key", ROOMS];

/** Whether a process has a file open. */
function hasOpen(pid: number | undefined, path: string): boolean {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).some((descriptor) => {
    try {
      return readlinkSync(`${folder}/${descriptor}`) === path;
    } catch {
      // It was closed between the two calls.
      return false;
    }
  });
}

describe("a signal while a pipe stays open", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s: the summary so far, code %i, and no partial files", async (signal, code) => {
    const { path } = scratch();
    const child = spawn(process.execPath, [BIN, "check", ...KEY, "--json", "--annotate", "--invalid", `${path}/bad`]);
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.stdin.write(`${FOO}\nbad\n`);
    await once(child.stdout, "data");
    child.kill(signal);
    const [status] = await once(child, "close");
    const [summary, message] = stderr.split("\n");
    expect(JSON.parse(summary)).toMatchObject({ complete: false, total: 2, valid: 1 });
    expect([status, message]).toEqual([code, `durable-id: stopped by ${signal}`]);
    expect(readdirSync(path)).toEqual([]);
  });

  test("also where the pipe has a path, and nothing ever came", async () => {
    const { path } = scratch();
    const pipe = `${path}/pipe`;
    execFileSync("mkfifo", [pipe]);
    // Linux opens a pipe for reading and writing at once: a writer that never writes.
    const writer = openSync(pipe, "r+");
    onTestFinished(() => closeSync(writer));
    const child = spawn(process.execPath, [BIN, "check", ...KEY, pipe]);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    while (!hasOpen(child.pid, pipe)) await sleep(5);
    child.kill("SIGINT");
    expect([await once(child, "close"), stdout, stderr]).toEqual([[130, null], "", "durable-id: stopped by SIGINT\n"]);
  });
});
