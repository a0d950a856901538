import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { shellWithPeak } from "./peak.js";
import { BIN, shell } from "./process.js";
import { cli, cut, EU_FOO, FOO, FOREIGN, OTHER, ROOMS, type Surroundings, scratch, workerdIds } from "./support.js";

const KEY = ["--unique-key", ROOMS];
const grep = (stdin: Surroundings["stdin"], ...argv: string[]) => cli(["grep", ...argv], { stdin: stdin ?? "" });
const lines = (stdout: string): string[] => stdout.split("\n").slice(0, -1);

describe("output", () => {
  const text = `a ${FOO}\r\n"${EU_FOO}",'${FOREIGN}'\n${FOO.toUpperCase()}`;

  test("valid IDs by default: file, line, column, ID, namespace, jurisdiction", async () => {
    expect(await grep(text, ...KEY)).toEqual({
      code: 0,
      stdout: `stdin:1:3:${FOO}\t${ROOMS}\nstdin:2:2:${EU_FOO}\t${ROOMS}\teu\nstdin:3:1:${FOO.toUpperCase()}\t${ROOMS}\n`,
      stderr: "",
    });
    const both = await grep(text, ...KEY, "--unique-key", OTHER);
    expect(lines(both.stdout)[2]).toBe(`stdin:2:69:${FOREIGN}\t${OTHER}`);
    expect(lines((await grep(text, ...KEY, "--jurisdiction", "eu")).stdout)).toHaveLength(1);
  });

  test("--all: every run of 64 digits, with verdicts if there are keys", async () => {
    expect(lines((await grep(text, "--all")).stdout)).toEqual([
      `stdin:1:3:${FOO}`,
      `stdin:2:2:${EU_FOO}`,
      `stdin:2:69:${FOREIGN}`,
      `stdin:3:1:${FOO.toUpperCase()}`,
    ]);
    expect(lines((await grep(text, "--all", ...KEY, "--jurisdiction", "eu")).stdout)).toEqual([
      `stdin:1:3:${FOO}\twrongJurisdiction\t${ROOMS}`,
      `stdin:2:2:${EU_FOO}\tvalid\t${ROOMS}\teu`,
      `stdin:2:69:${FOREIGN}\tforeign`,
      `stdin:3:1:${FOO.toUpperCase()}\twrongJurisdiction\t${ROOMS}`,
    ]);
  });

  test("--json", async () => {
    const { stdout } = await grep(text, "--all", "--json", ...KEY);
    const shared = { file: "stdin", namespace: ROOMS, jurisdiction: null, verdict: "valid" };
    expect(lines(stdout).map((line) => JSON.parse(line))).toEqual([
      { ...shared, line: 1, column: 3, offset: 2, id: FOO, text: FOO },
      { ...shared, line: 2, column: 2, offset: 69, id: EU_FOO, text: EU_FOO, jurisdiction: "eu" },
      { ...shared, line: 2, column: 69, offset: 136, id: FOREIGN, text: FOREIGN, verdict: "foreign", namespace: null },
      { ...shared, line: 3, column: 1, offset: 202, id: FOO, text: FOO.toUpperCase() },
    ]);
    const [line] = lines((await grep(FOO, "--all", "--json")).stdout);
    expect(JSON.parse(line)).toMatchObject({ verdict: null, namespace: null, jurisdiction: null });
  });

  test("--count and --quiet", async () => {
    const { file } = scratch();
    const some = file("some.txt", text);
    const none = file("none.txt", FOREIGN);
    expect((await grep("", ...KEY, "--count", some, none)).stdout).toBe(`${some}:3\n${none}:0\n`);
    expect(JSON.parse((await grep("", ...KEY, "--count", "--json", some)).stdout)).toEqual({ file: some, count: 3 });
    expect(await grep("", ...KEY, "--quiet", none, some)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await grep("", ...KEY, "--quiet", none)).toEqual({ code: 1, stdout: "", stderr: "" });
  });

  test("a file name can't contain terminal escapes", async () => {
    const { file } = scratch();
    const { stdout } = await grep("", ...KEY, file("a\u001b[2J", FOO));
    expect(stdout).not.toContain("\u001b");
    expect(lines(stdout)).toHaveLength(1);
  });
});

describe("search", () => {
  test("finds runs of exactly 64 digits", async () => {
    const found = [`0x${FOO}`, `"${FOO}"`, `_${FOO}_`, `${FOO}.sqlite`, `a-${FOO}`, `g${FOO}z`, `\0${FOO}\0`];
    for (const text of found) expect((await grep(text, ...KEY)).code, text).toBe(0);
    const not = [`a${FOO}`, `${FOO}0`, FOO.slice(1), FOO + FOO, `${FOO.slice(0, 32)}-${FOO.slice(32)}`, ""];
    for (const text of not) expect((await grep(text, "--all")).code, text).toBe(1);
  });

  test("finds the same IDs as a regular expression in binary data and long lines, in chunks of any size", async () => {
    const random = new SeededRandom("grep");
    const ids = workerdIds(ROOMS);
    const parts = Array.from({ length: 400 }, () => {
      const id = random.pick([...ids, FOREIGN]);
      const noise = Buffer.from(random.bytes(random.below(3000))).toString("latin1");
      return noise + random.pick([id, id, id.toUpperCase(), `${id}0`, id.slice(1), `\n${id}\r\n`, id.repeat(2)]);
    });
    const bytes = Buffer.from(parts.join(" "), "latin1");
    const text = bytes.toString("latin1");
    const expected = Array.from(text.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/gi), ({ 0: id, index }) => {
      const before = text.slice(0, index);
      const column = index - before.lastIndexOf("\n");
      return { id, place: `${before.split("\n").length}:${column}`, isValid: ids.includes(id.toLowerCase()) };
    });
    expect(expected.length).toBeGreaterThan(200);
    const all = expected.map(({ id, place }) => `stdin:${place}:${id}`);
    const valid = expected.filter(({ isValid }) => isValid).map(({ id, place }) => `stdin:${place}:${id}\t${ROOMS}`);
    for (const chunks of [[bytes], cut(bytes, 997), cut(bytes, 64)]) {
      expect(lines((await grep(chunks, "--all")).stdout)).toEqual(all);
      expect(lines((await grep(chunks, ...KEY)).stdout)).toEqual(valid);
    }
  });

  test("finds an ID across the borders of windows, on lines of megabytes", async () => {
    const { file } = scratch();
    const window = 256 * 1024;
    for (const shift of [-65, -64, -63, -1, 0, 1]) {
      const text = `${"x".repeat(window + shift)}${FOO}${"y".repeat(3 * window)}${EU_FOO}\n`;
      const { stdout } = await grep("", ...KEY, file("long.txt", text));
      const columns = [window + shift + 1, 4 * window + shift + 65];
      expect(lines(stdout).map((line) => Number(line.split(":")[2]))).toEqual(columns);
    }
  });

  test("searches the text in compressed files and UTF-16", async () => {
    const { file } = scratch();
    const text = `ä\n ${FOO}\n`;
    const files = [file("a.gz", gzipSync(text)), file("b.txt", Buffer.from(`\ufeff${text}`, "utf16le"))];
    const { stdout } = await grep("", ...KEY, ...files);
    expect(lines(stdout)).toEqual(files.map((path) => `${path}:2:2:${FOO}\t${ROOMS}`));
  });
});

describe("inputs", () => {
  test("exit code 0: found, 1: none, 2: an input could not be searched, and the others were", async () => {
    const { path, file } = scratch();
    const good = file("good.txt", FOO);
    const torn = file("torn.gz", gzipSync(`${FOO}\n${"x".repeat(1000)}`).subarray(0, -8));
    expect((await grep(FOO, ...KEY)).code).toBe(0);
    expect((await grep(FOREIGN, ...KEY)).code).toBe(1);
    const mixed = await grep("", ...KEY, `${path}/none`, torn, good);
    expect(mixed.code).toBe(2);
    expect(lines(mixed.stdout)).toEqual([`${torn}:1:1:${FOO}\t${ROOMS}`, `${good}:1:1:${FOO}\t${ROOMS}`]);
    expect(lines(mixed.stderr)).toHaveLength(2);
    expect(mixed.stderr).toMatch(/no such file.*\n.*not a complete gzip file/);
    expect((await grep("", ...KEY, "--quiet", `${path}/none`, good)).code).toBe(0);
  });

  test("--recursive searches the regular files in a folder", async () => {
    const { path, file } = scratch();
    mkdirSync(`${path}/b/c`, { recursive: true });
    for (const name of ["z.txt", "a.txt", "b/c/d.log"]) file(name, FOO);
    file("b/zip", Buffer.from("PK\x03\x04"));
    symlinkSync(`${path}/a.txt`, `${path}/link`);
    const refused = await grep("", ...KEY, path);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("--recursive");
    for (const flag of ["--recursive", "-r"]) {
      const { code, stdout, stderr } = await grep("", ...KEY, flag, path);
      expect(lines(stdout).map((line) => line.split(":")[0])).toEqual(
        ["a.txt", "b/c/d.log", "z.txt"].map((name) => `${path}/${name}`),
      );
      expect(code).toBe(2);
      expect(stderr).toContain("zip");
    }
  });

  test.each([
    [["grep"], "missing key"],
    [["grep", "--all", "--jurisdiction", "eu"], "--jurisdiction needs a key"],
    [["grep", ...KEY, "-", "-"], "standard input (-) can be read only once"],
  ])("%j is refused", async (argv, message) => {
    const { code, stdout, stderr } = await cli(argv, { stdin: FOO });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  test("a terminal is read only for -", async () => {
    expect((await cli(["grep", ...KEY], { isStdinTTY: true, stdin: FOO })).code).toBe(2);
    expect((await cli(["grep", ...KEY, "-"], { isStdinTTY: true, stdin: FOO })).code).toBe(0);
  });
});

describe("as a process", () => {
  test("a closed pipe is not an error", () => {
    const script = `yes ${FOO} | "$BIN" grep --all | head -n 1`;
    expect(shell(script)).toMatchObject({ status: 0, stdout: `stdin:1:1:${FOO}\n`, stderr: "" });
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s while a pipe stays open: found IDs are printed, and the code is %i", async (signal, code) => {
    const child = spawn(process.execPath, [BIN, "grep", ...KEY]);
    child.stdin.write(`${FOO}\n`);
    const [data] = await once(child.stdout, "data");
    expect(String(data)).toContain(FOO);
    child.kill(signal);
    expect((await once(child, "close"))[0]).toBe(code);
  });

  test("memory does not grow with a line", () => {
    const peakOf = (size: number) => {
      const script = `head -c ${size} /dev/zero | tr '\\0' a | "$BIN" grep --all; exit $?`;
      const { status, megabytes } = shellWithPeak(script);
      expect(status).toBe(1);
      return megabytes;
    };
    expect(peakOf(300_000_000)).toBeLessThan(peakOf(1000) + 40);
  });
});
