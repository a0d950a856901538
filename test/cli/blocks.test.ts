import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { durableId, shell } from "./process.js";
import { EU_FOO, FOO, FOREIGN, ROOMS, scratch } from "./support.js";

const KEY = ["--unique-key", ROOMS, "--unique-key", "w-public", "--jurisdiction", "eu"];

/** Some megabytes of lines with every fault, split between threads at arbitrary positions. */
function lines(seed: string, bytes: number, ending: string): string {
  const random = new SeededRandom(seed);
  const pool = [FOO, EU_FOO, FOREIGN, EU_FOO.toUpperCase(), "", "\r", "x", `${FOO} `, "\0", "\u00e9".repeat(32)];
  const parts: string[] = [];
  for (let size = 0; size < bytes; ) {
    const rare = random.below(20_000);
    const line = rare === 0 ? "y".repeat(random.below(700_000)) : random.pick(pool);
    parts.push(line, ending);
    size += line.length + ending.length;
  }
  return parts.join("");
}

/** A run with all outputs: the summary, and the content of the files. */
function outcome(path: string, input: string, jobs: number) {
  const file = (name: string) => `${path}/${name}.${jobs}`;
  const { status, stdout, stderr } = durableId([
    ...["check", ...KEY, "--json", "--jobs", `${jobs}`, "--duplicates", "--annotate", "--output", file("annotated")],
    ...[
      "--invalid",
      file("bad.tsv"),
      "--invalid-records",
      file("bad"),
      "--valid",
      file("good"),
      "--report",
      file("page"),
      input,
    ],
  ]);
  const { seconds, idsPerSecond, ...summary } = JSON.parse(stdout);
  expect([seconds > 0, idsPerSecond > 0]).toEqual([true, true]);
  const page = readFileSync(file("page"), "utf8").replaceAll(/"?(seconds|idsPerSecond)"?[^\n]*/g, "");
  const files = ["annotated", "bad", "bad.tsv", "good"].map((name) => readFileSync(file(name)));
  return { status, stderr, summary, files, pageSize: page.length > 0 };
}

test("too few file descriptors for the threads cause a one-line error", () => {
  const { file } = scratch();
  const input = file("in.txt", `${FOO}\n`.repeat(400_000));
  // So much work that the threads are missed before it is done without them.
  const inputs = Array(10).fill(input).join(" ");
  const { status, stdout, stderr } = shell(`ulimit -n 80; "$BIN" check --unique-key k --jobs 64 ${inputs}`);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^durable-id: can't (start 64 threads|read [^\n]*): too many open files[^\n]*\n$/);
});

describe("threads", () => {
  test.each([
    ["newlines", lines("a", 6_000_000, "\n")],
    ["CRLF, a byte order mark, and no end of the last line", `\ufeff${lines("b", 6_000_000, "\r\n")}${EU_FOO}`],
    ["a line over many blocks", `${EU_FOO}\n${"z".repeat(7_000_000)}\r\n${EU_FOO}\n`],
    ["no newline at all", "z".repeat(7_000_000)],
    ["newlines alone", "\n".repeat(800_000)],
    ["NUL bytes", "\0".repeat(6_000_000)],
    ["an ending that is cut by a block", `${"a".repeat(262_143)}\r\n${`${EU_FOO}\r\n`.repeat(80_000)}`],
  ])("give the same results as one thread: %s", (_, text) => {
    const { path, file } = scratch();
    const input = file("in.txt", text);
    const alone = outcome(path, input, 1);
    const together = outcome(path, input, 3);
    expect({ ...together, files: [] }).toEqual({ ...alone, files: [] });
    together.files.forEach((content, i) => {
      expect(content.equals(alone.files[i]), `output ${i}`).toBe(true);
    });
    const { tally } = { tally: alone.summary };
    expect(tally.total).toBe(tally.valid + tally.malformed + tally.foreign + tally.wrongJurisdiction);
  });

  test("without outputs too, over several files, and with the pure engine", () => {
    const { file } = scratch();
    const inputs = [file("a.txt", lines("c", 5_000_000, "\n")), file("b.csv", `id\n${EU_FOO}\n`)];
    inputs.push(file("c.txt", lines("d", 5_000_000, "\r\n")));
    const summaryOf = (...args: string[]) => {
      const { seconds, idsPerSecond, engine, ...summary } = JSON.parse(
        durableId(["check", ...KEY, "--json", ...args, ...inputs]).stdout,
      );
      expect([typeof seconds, typeof idsPerSecond]).toEqual(["number", "number"]);
      return [summary, engine];
    };
    const [alone] = summaryOf("--jobs", "1");
    expect(summaryOf("--jobs", "2")).toEqual([alone, "wasm"]);
    expect(summaryOf("--jobs", "2", "--engine", "pure")).toEqual([alone, "pure"]);
  });

  test("get a secret key, also from a key file that can be read only once", () => {
    const { file } = scratch();
    const input = file("in.txt", `${FOO}\n`.repeat(100_000));
    const script = `"$0" check --jobs 2 --json --key-file <(printf %s "$1" | sha256sum | cut -c1-64) "$2"`;
    const bin = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));
    const stdout = execFileSync("bash", ["-c", script, bin, ROOMS, input], { encoding: "utf8" });
    expect(JSON.parse(stdout)).toMatchObject({ total: 100_000, valid: 100_000 });
  });

  test("report a file that was deleted or can't be read in one line", () => {
    const { path, file } = scratch();
    const good = file("good.txt", `${FOO}\n`);
    const { status, stderr } = durableId(["check", ...KEY, "--jobs", "2", good, `${path}/none`]);
    expect([status, stderr]).toEqual([2, `durable-id: can't read "${path}/none": no such file or directory\n`]);
    expect(statSync(good).size).toBe(65);
  });
});
