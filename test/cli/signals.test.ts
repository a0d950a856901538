import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { BIN, ensureBin, shell } from "./process.js";
import { FOO, ROOMS, scratch } from "./support.js";

const KEY = ["--unique-key", ROOMS];

beforeAll(ensureBin);

describe("a signal while a pipe stays open", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s: the summary so far, code %i, and no temporary files", async (signal, code) => {
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

  test("also where the pipe has a path, and nothing ever came", () => {
    const { path } = scratch();
    const script = `mkfifo ${path}/pipe; sleep 30 > ${path}/pipe & holder=$!
      "$BIN" check --unique-key "$ROOMS" ${path}/pipe & sleep 0.7; kill -INT $!; wait $!; echo "code $?"; kill $holder`;
    const { stdout, stderr } = shell(script, { ROOMS });
    expect([stdout, stderr]).toEqual(["code 130\n", "durable-id: stopped by SIGINT\n"]);
  });
});
