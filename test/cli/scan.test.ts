import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { fixture } from "../local/fixtures.js";
import { BIN } from "./process.js";
import { cli, scratch } from "./support.js";

const LOBBY = "abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9";
const IDLE = "befc63671285711ff1c4e9cc652303523e8464e59d78e4bedceae1f61d3e75e6";
const ALARMED = "e75a3d5979fabec2596fee4d86e2e3e38e7a7c14e83c0bff53670d30ce1e70a3";
const D1 = "f023adf8de81e80d62670e09f086149af129cccda34c51f26517069258c53e8c";

interface Line {
  readonly uniqueKey: string | null;
  readonly id: string | null;
  readonly verdict: string;
  readonly owner: string | null;
  readonly name: string | null;
}

async function linesOf(...argv: string[]): Promise<{ code: number; lines: Line[] }> {
  const { code, stdout, stderr } = await cli(["scan", "--json", ...argv]);
  expect(stderr).toBe("");
  return { code, lines: stdout.split("\n").flatMap((line) => (line === "" ? [] : (JSON.parse(line) as Line))) };
}

describe("scan", () => {
  test("a table of objects by namespace, and a summary", async () => {
    const { state } = fixture("5.20261117.0-beta");
    const { code, stdout, stderr } = await cli(["scan", state]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(
      ["d1/miniflare-D1DatabaseObject", `  ${D1}  valid  data      12 kB`, "", "do/my-worker-Board"].join("\n"),
    );
    expect(stdout).toContain(
      [
        "",
        "do/my-worker-ChatRoom",
        `  ${LOBBY}  valid  data      12 kB`,
        `  ${IDLE}  valid  empty    4.1 kB`,
        `  ${ALARMED}  valid  data      12 kB  "alarmed"`,
        "",
        "7 objects",
        "",
      ].join("\n"),
    );
  });

  test("--json prints an object per line, always with all keys", async () => {
    const { state } = fixture("5.20261117.0-beta");
    const { code, lines } = await linesOf(state);
    expect([code, lines.length]).toEqual([0, 7]);
    expect(lines.find(({ id }) => id === ALARMED)).toEqual({
      plugin: "do",
      uniqueKey: "my-worker-ChatRoom",
      id: ALARMED,
      verdict: "valid",
      owner: "my-worker-ChatRoom",
      name: "alarmed",
      hasStoredData: true,
      size: 12_368,
      path: `do/my-worker-ChatRoom/${ALARMED}.sqlite`,
      fault: null,
    });
  });

  test("strays give exit code 1, and have owners if they are known", async () => {
    const { state } = fixture("3.20240129.3");
    renameSync(join(state, "do/my-worker-ChatRoom"), join(state, "do/my-worker-Room"));
    const unknown = await cli(["scan", state]);
    expect([unknown.code, unknown.stderr]).toEqual([1, ""]);
    expect(unknown.stdout).toMatch(new RegExp(`^  ${LOBBY}  stray  data      16 kB  .*unknown`, "m"));
    expect(unknown.stdout).toMatch(/\n\n5 objects, 2 stray\n$/);
    const known = await cli(["scan", state, "--unique-key", "x", "--unique-key", "my-worker-ChatRoom"]);
    expect(known.stdout).toContain(`  ${LOBBY}  stray  data      16 kB  belongs to "my-worker-ChatRoom"\n`);
    const { code, lines } = await linesOf(state, "--unique-key", "my-worker-ChatRoom");
    expect([code, lines.filter(({ verdict }) => verdict === "stray").map(({ owner }) => owner)]).toEqual([
      1,
      ["my-worker-ChatRoom", "my-worker-ChatRoom"],
    ]);
  });

  test("strays of a class that was renamed in the configuration", async () => {
    const { state } = fixture("3.20240129.3");
    renameSync(join(state, "do/my-worker-ChatRoom"), join(state, "do/my-worker-Room"));
    const config = join(state, "wrangler.json");
    const migrations = [{ new_classes: ["ChatRoom"] }, { renamed_classes: [{ from: "ChatRoom", to: "Room" }] }];
    // Only an environment has the name of the folder.
    writeFileSync(config, JSON.stringify({ migrations, name: "other", env: { live: { name: "my-worker" } } }));
    const { code, lines } = await linesOf(state, "--config", config);
    expect([code, lines.filter(({ verdict }) => verdict === "stray").map(({ owner }) => owner)]).toEqual([
      1,
      ["my-worker-ChatRoom", "my-worker-ChatRoom"],
    ]);
  });

  test("confirmed names", async () => {
    const { state } = fixture("3.20240129.3");
    const { lines } = await linesOf(state, "--name", "lobby", "--name", "nobody", "--name", "idle");
    expect(lines.flatMap(({ name }) => name ?? []).sort()).toEqual(["idle", "idle", "lobby", "lobby"]);
  });

  test("databases in the old layout", async () => {
    const { state } = fixture("3.20230904.0");
    const path = "d1/11111111-2222-3333-4444-555555555555/db.sqlite";
    const { code, stdout } = await cli(["scan", state]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^d1\S+ {2}8\.2 kB.*3\.20230904\n\n4 objects, 1 in an old layout\n/m);
    expect(stdout).toContain(path);
    const { lines } = await linesOf(state);
    expect(lines.at(-1)).toMatchObject({ verdict: "oldLayout", id: null, path });
  });

  test("an unreadable file whose name has terminal escapes gives exit code 1", async () => {
    const { state } = fixture("3.20240129.3");
    mkdirSync(join(state, "do/\u001b[2Jx"));
    writeFileSync(join(state, "do/\u001b[2Jx", `${LOBBY}.sqlite`), "x".repeat(5_000));
    const { code, stdout } = await cli(["scan", state]);
    expect(code).toBe(1);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("do/\\u{1b}[2Jx\n");
    expect(stdout).toMatch(/stray {2}\? {13}\? {2}belongs to "my-worker-ChatRoom" .*file is not a database\n/);
    expect(stdout).toMatch(/6 objects, 1 stray, 1 .*can't be read.*\n$/);
  });

  test("finds the state folder from the folders around it, and prints its path", async () => {
    const { state } = fixture("5.20261117.0-beta");
    const { path } = scratch();
    const v3 = join(path, ".wrangler/state/v3");
    cpSync(state, v3, { recursive: true });
    const direct = await cli(["scan", v3]);
    expect([direct.code, direct.stderr]).toEqual([0, ""]);
    for (const folder of ["", ".wrangler", ".wrangler/state", ".wrangler/state/v3/do"]) {
      const { code, stdout, stderr } = await cli(["scan", join(path, folder)]);
      expect([code, stdout]).toEqual([0, direct.stdout]);
      expect(stderr).toContain(v3);
    }
    renameSync(join(v3, "do"), join(path, "elsewhere"));
    symlinkSync(join(path, "elsewhere"), join(v3, "do"));
    expect((await cli(["scan", v3])).stdout).toBe(direct.stdout);
  });

  test("a wrong folder gives exit code 2, and the error names the expected folder", async () => {
    const { path } = scratch();
    for (const folder of [path, join(path, "nowhere")]) {
      const { code, stdout, stderr } = await cli(["scan", folder]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^durable-id: [^\n]+\n$/);
      expect(stderr).toContain(folder);
    }
    expect((await cli(["scan", path])).stderr).toContain(".wrangler/state/v3");
  });

  test("a state without objects", async () => {
    const { path } = scratch();
    mkdirSync(join(path, "do"));
    expect(await cli(["scan", path])).toEqual({ code: 0, stdout: "0 objects\n", stderr: "" });
  });

  describe("as another user", () => {
    test("an unreadable folder of a namespace gives exit code 1, and the scan continues", () => {
      const { state } = fixture("5.20261117.0-beta");
      const { path } = scratch();
      chmodSync(join(state, ".."), 0o755);
      chmodSync(path, 0o777);
      // A copy: another user may not be able to read the folder of this checkout.
      cpSync(dirname(BIN), join(path, "dist"), { recursive: true });
      writeFileSync(join(path, "package.json"), '{ "type": "module" }');
      for (const name of ["libsql", "@libsql", "@neon-rs", "detect-libc"]) {
        cpSync(join(dirname(BIN), "../node_modules", name), join(path, "node_modules", name), { recursive: true });
      }
      chmodSync(join(state, "do/my-worker-Board"), 0);
      const isRoot = process.getuid?.() === 0;
      const asUser = (...argv: string[]) =>
        spawnSync(process.execPath, [join(path, "dist/bin.js"), "scan", state, ...argv], {
          encoding: "utf8",
          env: { ...process.env, TMPDIR: path },
          ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
        });
      const { status, stdout } = asUser();
      expect(status).toBe(1);
      expect(stdout).toContain(`${LOBBY}  valid  data`);
      expect(stdout).toMatch(/do\/my-worker-Board.*permission denied/);
      expect(stdout).toMatch(/4 objects.*1 folder/);
      const lines = asUser("--json")
        .stdout.trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Line);
      expect(lines.filter(({ verdict }) => verdict === "unreadable")).toHaveLength(1);
      expect(lines.filter(({ verdict }) => verdict === "valid")).toHaveLength(4);
      chmodSync(join(state, "do/my-worker-Board"), 0o755);
    });
  });

  test("unknown files are listed, and a FIFO doesn't block it", async () => {
    const { state } = fixture("5.20261117.0-beta");
    const fifo = `do/my-worker-ChatRoom/${"1".repeat(64)}.sqlite`;
    execFileSync("mkfifo", [join(state, fifo)]);
    mkdirSync(join(state, "email-store"));
    writeFileSync(join(state, "email-store/\u001b[2Jmail"), "");
    const { code, stdout } = await cli(["scan", state]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${fifo} .*unknown`, "m"));
    expect(stdout).toMatch(/^email-store\/\\u\{1b\}\[2Jmail .*unknown/m);
    expect(stdout).toMatch(/7 objects, 2 unknown/);
    const { lines } = await linesOf(state);
    expect(lines.filter(({ verdict }) => verdict === "unknown")).toMatchObject([{ path: fifo }, { id: null }]);
  });

  test("warns that objects of a Worker without a name can't be found again", async () => {
    const { state } = fixture("3.20240129.3");
    expect((await cli(["scan", state])).stderr).toBe("");
    renameSync(join(state, "do/my-worker-Board"), join(state, "do/9f3b1c52-6f3e-4d0a-8c52-0123456789ab-Board"));
    const { stderr } = await cli(["scan", state]);
    expect(stderr).toMatch(/without a name/);
    expect(stderr).toContain("9f3b1c52-6f3e-4d0a-8c52-0123456789ab-Board");
  });

  test("colours only on a terminal", async () => {
    const { state } = fixture("3.20240129.3");
    expect((await cli(["scan", state], { isTTY: true })).stdout).toContain("\u001b[32mvalid");
    expect((await cli(["scan", state], { isTTY: true, env: { NO_COLOR: "1" } })).stdout).not.toContain("\u001b");
  });
});
