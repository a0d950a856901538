import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { shellWithPeak } from "../cli/peak.js";
import { shell } from "../cli/process.js";
import { FOO, ROOMS, scratch } from "../cli/support.js";

/** What no input may raise the memory above, in MB: 80 and what the measuring takes. */
const MOST_MEMORY = 95;

/** Runs a pipeline that ends in a check, and expects it to stay under {@link MOST_MEMORY}. */
function check(source: string, ...options: string[]) {
  const { path } = scratch();
  const input = source.startsWith("make ")
    ? `${source.slice(5)} > ${path}/in.txt; set -- ${path}/in.txt`
    : `${source} |`;
  const command = `"$BIN" check --unique-key "$ROOMS" --json ${options.join(" ")}`;
  const script = source.startsWith("make ") ? `${input}; ${command} "$1"` : `${input} ${command}`;
  const { status, stdout, stderr: message, megabytes } = shellWithPeak(script, { ROOMS });
  expect(megabytes).toBeLessThan(MOST_MEMORY);
  return { status, message, summary: stdout === "" ? undefined : JSON.parse(stdout) };
}

const GIGABYTE = "head -c 1000000000 /dev/zero";

describe("a line of 1 GB", () => {
  test.each([
    ["from a pipe", `(${GIGABYTE}; echo; echo ${FOO})`],
    ["from a file, by two threads", `make (${GIGABYTE}; echo; echo ${FOO})`],
    ["of letters", `(${GIGABYTE} | tr '\\0' a; echo; echo ${FOO})`],
    ["of invalid UTF-8", `(${GIGABYTE} | tr '\\0' '\\377'; echo; echo ${FOO})`],
  ])("%s", (_, source) => {
    const { status, summary } = check(source, "--jobs 2");
    expect([status, summary.total, summary.valid, summary.malformed]).toEqual([1, 2, 1, 1]);
    expect(summary.samples[0].line).toBe(1);
  });

  test("without any newline", () => {
    expect(check(GIGABYTE).summary.total).toBe(1);
    expect(check(`make ${GIGABYTE}`, "--jobs 2").summary.total).toBe(1);
  });

  test("into the outputs, byte for byte", () => {
    const { path } = scratch();
    const { summary } = check(`(echo ${FOO}; ${GIGABYTE}; echo; echo ${FOO})`, `--invalid-records ${path}/bad`);
    expect(summary.total).toBe(3);
    expect(shell(`cmp ${path}/bad <(${GIGABYTE}; echo)`).status).toBe(0);
  });

  test("as CSV and as JSON Lines", () => {
    const csv = check(`(echo id; ${GIGABYTE}; echo; echo ${FOO})`, "--format csv");
    expect([csv.summary.total, csv.summary.valid]).toEqual([2, 1]);
    const json = check(`(${GIGABYTE} | tr '\\0' '['; echo; echo '{"id":"${FOO}"}')`, "--format jsonl --field id");
    expect([json.summary.total, json.summary.valid]).toEqual([2, 1]);
  });
});

describe("lines that cost more than they weigh", () => {
  test("4 MB of brackets, a hundred times", () => {
    const line = `(head -c 4000000 /dev/zero | tr '\\0' '['; echo)`;
    const { summary } = check(`(for i in $(seq 100); do ${line}; done)`, "--format jsonl --field id");
    expect(summary.malformed).toBe(100);
  });

  test("4 MB of empty objects and of members", () => {
    const many = `(printf '[';  yes '{},' | head -n 1300000 | tr -d '\\n'; echo '{}]')`;
    const members = `(printf '{';  yes '"a":1,' | head -n 600000 | tr -d '\\n'; echo '"b":1}')`;
    expect(check(`(${many}; ${members})`, "--format jsonl --field id").summary.malformed).toBe(2);
  });

  test("fifty million empty lines, from a pipe and by two threads", () => {
    const empty = "yes '' | head -n 50000000";
    expect(check(empty).summary.malformed).toBe(50_000_000);
    expect(check(`make ${empty}`, "--jobs 2").summary.malformed).toBe(50_000_000);
  });

  test("a quote that never closes, over 1 GB", () => {
    const { status, message, summary } = check(
      `(echo id; echo ${FOO}; echo '"'; yes aaaa | ${GIGABYTE.replace("/dev/zero", "")})`,
      "--format csv",
    );
    expect(status).toBe(2);
    expect(message).toMatch(/"stdin".*quote.*line 3/);
    expect([summary.total, summary.complete]).toEqual([2, false]);
  });

  test("a gigabyte in a megabyte of gzip, whole and cut off", () => {
    const bomb = `${GIGABYTE} | gzip -9`;
    expect(check(bomb).summary.total).toBe(1);
    const { status, message, summary } = check(`(echo ${FOO}; ${GIGABYTE}) | gzip | head -c 500000`);
    expect([status, message]).toEqual([2, 'durable-id: "stdin" is not a complete gzip file: unexpected end of file\n']);
    expect(summary.valid).toBe(1);
  });
});

describe("where there is no room", () => {
  test("a file system that is full: one clear line, exit code 2, and nothing under a final name", () => {
    const { path, file } = scratch();
    const input = file("in.txt", `${FOO}x\n`.repeat(400_000));
    // A limit on the size of files is what comes nearest to a full disk without mounting anything.
    const script = `trap '' XFSZ; ulimit -f 4096; "$BIN" check --unique-key "$ROOMS" --jobs 2 --invalid-records ${path}/bad ${input}`;
    const { status, stderr, stdout } = shell(script, { ROOMS });
    expect([status, stdout, stderr]).toEqual([2, "", `durable-id: can't write "${path}/bad": file too large\n`]);
    expect(readdirSync(path)).toEqual(["in.txt"]);
  });

  test("with a checkpoint, it goes on once there is room", () => {
    const { path, file } = scratch();
    const input = file("in.txt", `${FOO}x\n`.repeat(400_000));
    const argv = `check --unique-key "$ROOMS" --json --invalid-records ${path}/bad --checkpoint ${path}/state --checkpoint-every 0 ${input}`;
    const { status, stderr } = shell(`trap '' XFSZ; ulimit -f 4096; "$BIN" ${argv}`, { ROOMS });
    expect([status, stderr]).toEqual([2, `durable-id: can't write "${path}/bad": file too large\n`]);
    expect(existsSync(`${path}/bad`)).toBe(false);
    expect(JSON.parse(shell(`"$BIN" ${argv}`, { ROOMS }).stdout)).toMatchObject({ total: 400_000, complete: true });
    expect(shell(`cmp ${path}/bad ${input}`).status).toBe(0);
  });
});

describe("duplicates of millions of IDs", () => {
  test("exactly, in the same memory", () => {
    const { path } = scratch();
    const mint = `"$BIN" mint --unique-key "$ROOMS" --unique 1000000 > ${path}/ids`;
    expect(shell(mint, { ROOMS }).status).toBe(0);
    const { summary } = check(`cat ${path}/ids ${path}/ids <(head -n 500 ${path}/ids)`, "--duplicates");
    expect(summary.duplicates).toEqual({ distinct: 1_000_000, repeated: 1_000_000, surplus: 1_000_500 });
  });
});
