import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../../src/cli/run.js";
import { BIN, ensureBin, shell } from "./process.js";
import { FOO, ROOMS, scratch } from "./support.js";

const KEY = ["--unique-key", ROOMS];

beforeAll(ensureBin);

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

  test("also where the pipe has a path, and nothing ever came", () => {
    const { path } = scratch();
    const script = `mkfifo ${path}/pipe; sleep 30 > ${path}/pipe & holder=$!
      "$BIN" check --unique-key "$ROOMS" ${path}/pipe & sleep 0.7; kill -INT $!; wait $!; echo "code $?"; kill $holder`;
    const { stdout, stderr } = shell(script, { ROOMS });
    expect([stdout, stderr]).toEqual(["code 130\n", "durable-id: stopped by SIGINT\n"]);
  });
});

describe("a signal to a pipeline, whose writer ends by it first", () => {
  test("stops the run, and what is left of a torn record is not counted", async () => {
    const script = `trap : INT
      yes 1,$ID | "$BIN" check --unique-key "$ROOMS" --format csv --no-header --field 2 --annotate --json -
      echo "code \${PIPESTATUS[1]}" >&2`;
    for (let round = 0; round < 5; round++) {
      const env = { ...process.env, BIN, ROOMS, ID: FOO };
      const shell = spawn("bash", ["-c", script], { env, detached: true });
      const closed = once(shell, "close");
      let stderr = "";
      shell.stderr.on("data", (data) => {
        stderr += data;
      });
      await once(shell.stdout, "data");
      shell.stdout.resume();
      // To all processes of its group, as a terminal does it.
      process.kill(-(shell.pid ?? Number.NaN), "SIGINT");
      await closed;
      const [summary, , code] = stderr.split("\n");
      expect(JSON.parse(summary)).toMatchObject({ complete: false, malformed: 0, foreign: 0 });
      expect(code).toBe("code 130");
    }
  });

  test.each(["check", "import"])("%s waits for it before it takes the end for the end", async (command) => {
    const { path } = scratch();
    const controller = new AbortController();
    async function* stdin(): AsyncIterable<Uint8Array> {
      yield Buffer.from(`${FOO}\n${FOO.slice(1)}`);
      // A signal that is there already comes in by the next turn of the event loop.
      setImmediate(() => controller.abort("SIGINT"));
    }
    let stdout = "";
    const ignored = { isTTY: false, write: async () => undefined };
    const output = {
      isTTY: false,
      write: async (data: Uint8Array | string) => {
        stdout += data;
      },
    };
    const options = command === "check" ? [] : ["--db", `${path}/objects.db`];
    const io = { stdin: stdin(), stdout: output, stderr: ignored, env: {}, stop: controller.signal, now: () => 0 };
    expect(await run([command, ...KEY, "--json", ...options], io)).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ complete: false, total: 1, valid: 1 });
  });
});
