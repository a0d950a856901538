import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { run } from "../../src/cli/run.js";
import { BIN } from "./process.js";
import { FOO, ROOMS, scratch } from "./support.js";

const KEY = ["--unique-key", ROOMS];

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
});

describe("a signal to a pipeline whose writer ends first", () => {
  test("stops the run, and doesn't count an incomplete record", async () => {
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
      // To all processes of its group, like a terminal.
      process.kill(-(shell.pid ?? Number.NaN), "SIGINT");
      await closed;
      const [summary, , code] = stderr.split("\n");
      expect(JSON.parse(summary)).toMatchObject({ complete: false, malformed: 0, foreign: 0 });
      expect(code).toBe("code 130");
    }
  });

  test.each(["check", "import"])(
    "%s waits for the signal before it treats the end of the input as complete",
    async (command) => {
      const { path } = scratch();
      const controller = new AbortController();
      async function* stdin(): AsyncIterable<Uint8Array> {
        yield Buffer.from(`${FOO}\n${FOO.slice(1)}`);
        // A pending signal arrives by the next turn of the event loop.
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
    },
  );
});

/** A process that works in its own temporary folder. */
function started(argv: readonly string[], temporary: string, ...nodeOptions: readonly string[]) {
  const env = { ...process.env, TMPDIR: temporary };
  const child = spawn(process.execPath, [...nodeOptions, BIN, ...argv], { env });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (data) => {
    output.stdout += data;
  });
  child.stderr.on("data", (data) => {
    output.stderr += data;
  });
  const ended = once(child, "close").then(([status, signal]) => ({ status, signal, ...output }));
  return { child, output, ended };
}

/** A state folder with a number of objects: a thousand take a while to scan. */
function stateOf(objects: number): string {
  const { path } = scratch();
  const folder = `${path}/do/${ROOMS}`;
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < objects; i++) writeFileSync(`${folder}/${i.toString().padStart(64, "0")}.sqlite`, "");
  return path;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

describe("the first signal ends a process that", () => {
  test.each([
    ["check", (pipe: string) => ["check", ...KEY, pipe]],
    ["import", (pipe: string) => ["import", ...KEY, "--db", `${pipe}.db`, pipe]],
    ["mint --key-file", (pipe: string) => ["mint", "--key-file", pipe, "lobby"]],
    ["check --key-file", (pipe: string) => ["check", "--key-file", pipe]],
  ])("waits for a writer of a pipe: %s", async (_, argvFor) => {
    const { path } = scratch();
    execFileSync("mkfifo", [`${path}/pipe`]);
    const { child, ended } = started(argvFor(`${path}/pipe`), path, "--import", LISTENING);
    await once(child.stderr, "data");
    child.kill("SIGTERM");
    const { status, stderr } = await ended;
    expect([status, stderr]).toEqual([143, "listening\ndurable-id: stopped by SIGTERM\n"]);
  });

  test("waits for a named pipe whose writer never writes", async () => {
    const { path } = scratch();
    execFileSync("mkfifo", [`${path}/pipe`]);
    const { child, ended } = started(["check", ...KEY, `${path}/pipe`], path, "--import", LISTENING);
    await once(child.stderr, "data");
    // Resolves when the command has opened its end.
    const writer = await open(`${path}/pipe`, "w");
    child.kill("SIGINT");
    const { status, stdout, stderr } = await ended;
    await writer.close();
    expect([status, stdout, stderr]).toEqual([130, "", "listening\ndurable-id: stopped by SIGINT\n"]);
  });

  test("mints endlessly", async () => {
    const { child, ended } = started(["mint", ...KEY, "--unique", "999999999999"], scratch().path);
    await once(child.stdout, "data");
    child.kill("SIGINT");
    const { status, stderr } = await ended;
    expect([status, stderr]).toEqual([130, "durable-id: stopped by SIGINT\n"]);
  });

  test("scans, without leftovers", async () => {
    const temporary = scratch().path;
    const { child, ended } = started(["scan", "--json", stateOf(1000)], temporary);
    await once(child.stdout, "data");
    child.kill("SIGTERM");
    const { status, stdout, stderr } = await ended;
    expect([status, stderr]).toEqual([143, "durable-id: stopped by SIGTERM\n"]);
    expect(stdout.split("\n").length).toBeLessThan(1000);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

/** Reports when signal handlers are installed: before that, signals end the process. */
const LISTENING = `data:text/javascript,process.on("newListener", (name) => name === "SIGTERM" && process.stderr.write("listening\\n"))`;

/** Makes the removal of folders take forever. */
const NO_REMOVAL = `data:text/javascript,import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
  fs.promises.rm = () => new Promise(() => setInterval(() => {}, 1000)); syncBuiltinESMExports();`;

describe("temporary folders", () => {
  const duplicates = ["check", ...KEY, "--duplicates", "--annotate"];

  test("are removed, also after a second signal, which ends the process at once", async () => {
    const temporary = scratch().path;
    const { child, output, ended } = started(duplicates, temporary, "--import", NO_REMOVAL);
    child.stdin.write(`${FOO}\n`);
    await once(child.stdout, "data");
    expect(readdirSync(temporary)).toHaveLength(1);
    child.kill("SIGTERM");
    // The summary comes before the end.
    await until(() => output.stderr !== "");
    child.kill("SIGTERM");
    expect((await ended).signal).toBe("SIGTERM");
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.each([
    ["check", () => duplicates],
    ["scan", (objects: number) => ["scan", "--json", stateOf(objects)]],
  ])(
    "those of a process that was killed go at the next run, those of others stay: %s",
    async (_, argvOf) => {
      const argv = argvOf(1000);
      const { path: temporary, file } = scratch();
      const bystanders = ["durable-id-notes", "durable-id-00000000-1-abcdef"];
      for (const name of bystanders) file(name, "");
      const [killed, running] = [started(argv, temporary), started(argv, temporary)];
      for (const { child } of [killed, running]) {
        child.stdin.write(`${FOO}\n`);
        await once(child.stdout, "data");
        child.kill("SIGSTOP");
      }
      expect(readdirSync(temporary)).toHaveLength(4);
      killed.child.kill("SIGKILL");
      await killed.ended;
      const next = started(argvOf(1), temporary);
      next.child.stdin.end(`${FOO}\n`);
      await next.ended;
      const left = readdirSync(temporary).filter((name) => !bystanders.includes(name));
      expect(left).toEqual([expect.stringMatching(`\\D${running.child.pid}\\D`)]);
      running.child.kill("SIGCONT");
      running.child.kill("SIGTERM");
      await running.ended;
      expect(readdirSync(temporary).sort()).toEqual(bystanders.sort());
    },
    60_000,
  );
});
