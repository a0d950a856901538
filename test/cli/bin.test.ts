import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { shellWithPeak } from "./peak.js";
import { BIN } from "./process.js";
import { annotated, FOO, FOREIGN, ROOMS, scratch } from "./support.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SINGLE = `${ROOT}dist/durable-id.mjs`;
const KEY = ["--unique-key", ROOMS];

const durableId = (argv: string[], input: string | Buffer = "") => {
  const { status, stdout, stderr } = spawnSync(BIN, argv, { input, encoding: "utf8", maxBuffer: 1 << 30 });
  return { status, stdout, stderr };
};
const shell = (script: string) =>
  spawnSync("bash", ["-c", script], { encoding: "utf8", env: { ...process.env, BIN, ROOMS }, maxBuffer: 1 << 30 });

describe("the file", () => {
  test("is executable", () => {
    expect(statSync(BIN).mode & 0o111).toBe(0o111);
    expect(readFileSync(BIN, "utf8").startsWith("#!/usr/bin/env node\n")).toBe(true);
  });
  test("exists as a single file too, which works without other files, on several threads", () => {
    const { file, path } = scratch();
    cpSync(SINGLE, `${path}/single.mjs`);
    expect(statSync(SINGLE).mode & 0o111).toBe(0o111);
    const input = file("in.txt", `${FOO}\n`.repeat(300_000));
    const runOf = (program: string, ...argv: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { encoding: "utf8" });
      return { status, stdout, stderr };
    };
    const argv = ["check", ...KEY, "--jobs", "2", "--json", input];
    const { status, stdout, stderr } = runOf(`${path}/single.mjs`, ...argv);
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ complete: true, total: 300_000, valid: 300_000, engine: "wasm" });
    for (const others of [
      ["mint", ...KEY, "foo"],
      ["--help"],
      ["inspect", FOO, ...KEY],
      ["verify", FOO],
      ["--version"],
    ]) {
      expect(runOf(`${path}/single.mjs`, ...others)).toEqual(runOf(BIN, ...others));
    }
  });
  test("runs from any folder, without other files", () => {
    const { file, path } = scratch();
    cpSync(dirname(BIN), `${path}/dist`, { recursive: true });
    file("package.json", '{ "type": "module" }');
    const { stdout } = spawnSync(process.execPath, ["dist/bin.js", "mint", ...KEY, "foo"], {
      cwd: path,
      encoding: "utf8",
    });
    expect(stdout).toBe(`${FOO}\n`);
  });
  test("reads state folders if libsql is installed, and otherwise names the missing package", () => {
    const { file, path } = scratch();
    const state = `${ROOT}test/local/fixtures/3.20240129.3/state`;
    expect(durableId(["scan", state])).toMatchObject({ status: 0, stderr: "" });
    cpSync(dirname(BIN), `${path}/dist`, { recursive: true });
    file("package.json", '{ "type": "module" }');
    const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/bin.js", "scan", state], {
      cwd: path,
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^durable-id: Reading SQLite files requires the package "libsql": npm install libsql \(.*\)\n$/,
    );
  });
  test("reads Parquet if its packages are installed, as a single file too, and otherwise names them", () => {
    const { path } = scratch();
    const parquet = `${ROOT}test/check/fixtures/parquet/one-column.parquet`;
    const runOf = (program: string) => {
      const argv = [program, "check", ...KEY, "--json", parquet];
      return spawnSync(process.execPath, argv, { encoding: "utf8", cwd: path });
    };
    for (const program of [BIN, SINGLE]) expect(JSON.parse(runOf(program).stdout)).toMatchObject({ valid: 20 });
    cpSync(SINGLE, `${path}/single.mjs`);
    const { status, stdout, stderr } = runOf(`${path}/single.mjs`);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^durable-id: .*"hyparquet".*npm install hyparquet hyparquet-compressors \(.*\)\n$/);
  });
  test("prints its version", () => {
    const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
    expect(durableId(["--version"]).stdout).toBe(`${version}\n`);
  });
});

describe("as a process", () => {
  test("exit codes", () => {
    expect(durableId(["check", ...KEY], `${FOO}\n`).status).toBe(0);
    expect(durableId(["check", ...KEY], `${FOREIGN}\n`).status).toBe(1);
    expect(durableId(["check"], FOO)).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "durable-id: missing key: pass --unique-key KEY, --config FILE for the keys of wrangler, or --key-file FILE for a secret key\n",
    });
  });

  test("no colours in a pipe", () => {
    expect(durableId(["check", ...KEY], `${FOO}\nbad\n`).stdout).not.toContain("\u001b");
    expect(durableId(["check", ...KEY, "--help"]).stdout).not.toContain("\u001b");
  });

  test("a reader that closes its output ends it quietly, without leftovers", () => {
    const { path } = scratch();
    const script = `yes ${FOO} | "$BIN" check --unique-key "$ROOMS" --annotate --invalid ${path}/bad | head -1; ls ${path}`;
    const { stdout, stderr } = shell(script);
    expect(stdout).toBe(annotated(["valid", "", ROOMS], "stdin", 1, FOO));
    expect(stderr).toBe("");
  });

  test("works as a filter that answers while its input stays open", async () => {
    const child = spawn(BIN, ["check", ...KEY, "--annotate"]);
    const answers = [
      annotated(["valid", "", ROOMS], "stdin", 1, FOO),
      annotated(["malformed", "truncated"], "stdin", 2, "bad"),
      annotated(["foreign", "unknown"], "stdin", 3, FOREIGN),
    ];
    for (const [i, line] of [FOO, "bad", FOREIGN].entries()) {
      child.stdin.write(`${line}\n`);
      const [answer] = await once(child.stdout, "data");
      expect(String(answer)).toBe(answers[i]);
    }
    child.stdin.end();
    const [code] = await once(child, "close");
    expect(code).toBe(1);
  });

  test("a full disk, and a directory for standard input", () => {
    const full = shell(`echo ${FOO} | "$BIN" check --unique-key "$ROOMS" >/dev/full`);
    expect([full.status, full.stderr]).toEqual([2, "durable-id: can't write the output: no space left on device\n"]);
    const directory = shell(`"$BIN" check --unique-key "$ROOMS" </`);
    expect([directory.status, directory.stderr]).toEqual([
      2,
      "durable-id: can't read standard input: it is a folder, not a file\n",
    ]);
  });

  test("a key through a pipe", () => {
    const { status } = shell(`echo ${FOO} | "$BIN" check --key-file <(printf %s "$ROOMS" | sha256sum | cut -c1-64)`);
    expect(status).toBe(0);
  });

  test("inputs that are pipes with a path", () => {
    const { path, file } = scratch();
    file("bad", "old");
    const { status } = shell(`"$BIN" check --unique-key "$ROOMS" --invalid-records ${path}/bad <(echo bad)`);
    expect(status).toBe(1);
    expect(readFileSync(`${path}/bad`, "utf8")).toBe("bad\n");
  });

  test("memory doesn't grow with 200 MB without a newline, in lines, or in an open quote", () => {
    const peak = (script: string) => shellWithPeak(`${script} > /dev/null`, { ROOMS }).megabytes;
    const node = `"$BIN" check --unique-key "$ROOMS"`;
    const small = peak(`echo ${FOO} | ${node}`);
    expect(small).toBeGreaterThan(20);
    expect(peak(`head -c 200000000 /dev/zero | ${node} --annotate`)).toBeLessThan(small + 60);
    expect(peak(`(echo id; printf '"'; yes aaaa | head -c 200000000) | ${node} --format csv`)).toBeLessThan(small + 80);
    expect(peak(`yes ${FOO} | head -n 1000000 | ${node}`)).toBeLessThan(small + 60);
  });
});
