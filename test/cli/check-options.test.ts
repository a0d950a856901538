import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Batch, SHARED_SIZE } from "../../src/bulk/records/batch.js";
import { type FaultBin, FaultHistogram } from "../../src/check/sinks/histogram.js";
import { countDuplicates } from "../../src/check/stored-ids/count-duplicates.js";
import { Verdict } from "../../src/format/verdict.js";
import { SeededRandom } from "../../support/random.js";
import { durableId } from "./process.js";
import {
  annotated,
  cli,
  cut,
  EU_FOO,
  FOO,
  FOREIGN,
  outputsIn,
  ROOMS,
  scratch,
  summaryOf,
  verdictsOf,
  workerdIds,
} from "./support.js";

const KEY = ["--unique-key", ROOMS];

describe("--delimiter", () => {
  const rows = `id;note\n"${FOO}";"a;b"\n${FOREIGN};x\n`;

  test("is a character, or the name of the tab", async () => {
    const csv = ["--format", "csv", "--field", "id"];
    expect(await verdictsOf(rows, ...csv, "--delimiter", ";")).toEqual(["valid", "foreign"]);
    for (const tab of ["\t", "tab", "\\t"]) {
      expect(await verdictsOf(rows.replaceAll(";", "\t"), ...csv, "--delimiter", tab)).toEqual(["valid", "foreign"]);
    }
  });

  test("is a tab for .tsv files, compressed or not", async () => {
    const { file } = scratch();
    const tsv = file("a.tsv", rows.replaceAll(";", "\t"));
    const { stdout } = await cli(["check", ...KEY, "--json", "--field", "id", tsv]);
    expect(JSON.parse(stdout)).toMatchObject({ total: 2, valid: 1, foreign: 1 });
  });

  test.each(['"', "\n", "ab", "", "é"])("can't be %j", async (delimiter) => {
    const { code, stderr } = await cli(["check", ...KEY, "--format", "csv", "--delimiter", delimiter]);
    expect([code, stderr.split("\n")]).toEqual([2, [expect.stringMatching(/--delimiter must .*one ASCII/), ""]]);
  });
});

describe("--valid and --output", () => {
  test("write the valid records byte for byte, and the lines of --annotate", async () => {
    const { path, file } = scratch();
    const input = file("in.txt", `${FOO}\r\nbad\n${EU_FOO}`);
    const files = outputsIn(path);
    const { stdout, code } = await cli(["check", ...KEY, "--json", ...files, input]);
    expect([JSON.parse(stdout).total, code]).toEqual([3, 1]);
    expect(readFileSync(`${path}/good`, "utf8")).toBe(`${FOO}\r\n${EU_FOO}\n`);
    expect(readFileSync(`${path}/bad`, "utf8")).toBe("bad\n");
    expect(readFileSync(`${path}/all`, "utf8")).toBe(
      annotated(["valid", "", ROOMS], input, 1, FOO) +
        annotated(["malformed", "truncated"], input, 2, "bad") +
        annotated(["valid", "", ROOMS, "eu"], input, 3, EU_FOO),
    );
  });

  test("both start with the CSV's header", async () => {
    const { path, file } = scratch();
    const input = file("in.csv", `id,x\n${FOO},1\nbad,2\n`);
    const outputs = ["--valid", `${path}/good`, "--invalid-records", `${path}/bad`];
    await cli(["check", ...KEY, "--field", "id", ...outputs, input]);
    expect(readFileSync(`${path}/good`, "utf8")).toBe(`id,x\n${FOO},1\n`);
    expect(readFileSync(`${path}/bad`, "utf8")).toBe("id,x\nbad,2\n");
  });

  test.each([
    [["--output", "x"], "--output needs --annotate"],
    [["--valid", "x", "--invalid", "./x"], "same file"],
    [["--jobs", "0"], "--jobs must be an integer from 1 to 64"],
    [["--jobs", "many"], 'got "many"'],
    [["--checkpoint", "x", "--checkpoint-every", "often"], "--checkpoint-every must be a number of seconds"],
    [["--checkpoint-every", "1"], "--checkpoint-every needs --checkpoint"],
    [["--delimiter", ";"], "--delimiter needs CSV"],
  ])("%j", async (args, message) => {
    const { code, stderr, stdout } = await cli(["check", ...KEY, ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  test("leave no files if one of them can't be opened", async () => {
    const { path, file } = scratch();
    const input = file("in.txt", FOO);
    const { code } = await cli(["check", ...KEY, "--invalid", `${path}/bad`, "--valid", `${path}/none/x`, input]);
    expect([code, readdirSync(path)]).toEqual([2, ["in.txt"]]);
  });
});

describe("--report", () => {
  test("writes a complete page or no page", async () => {
    const { path, file } = scratch();
    const page = ["--report", `${path}/page.html`];
    await cli(["check", ...KEY, ...page, file("in.txt", `${FOO}\nbad\n`)]);
    expect(readFileSync(`${path}/page.html`, "utf8")).toMatch(/^<!doctype html>/i);
    const { code } = await cli(["check", ...KEY, "--report", `${path}/other.html`, file("in.csv", '"open')]);
    expect([code, readdirSync(path).sort()]).toEqual([2, ["in.csv", "in.txt", "page.html"]]);
  });

  test("names the inputs, and shows the command line without secret keys", () => {
    const { path, file } = scratch();
    const secret = file("room.key", Buffer.alloc(32, 0xab));
    const inputs = [file("it's.txt", `${FOO}\n`), file("b.txt", `${FOO}\nbad\n`)];
    durableId(["check", ...KEY, "--key-file", secret, "--report", `${path}/page.html`, ...inputs]);
    const page = readFileSync(`${path}/page.html`, "utf8");
    expect(page).toContain(`durable-id check --unique-key ${ROOMS} --key-file ${secret} `);
    expect(page).toContain("it&#39;\\&#39;&#39;s.txt&#39;");
    expect(page).not.toMatch(/(ab){6}|(171, ?){3}/);
    expect(page.match(/<line class="border"/g)).toHaveLength(1);
  });
});

describe("--duplicates", () => {
  test("counts repeated valid IDs, in either case, and no others", async () => {
    const lines = [FOO, FOO.toUpperCase(), EU_FOO, FOREIGN, FOREIGN, "bad", "bad", FOO, ...workerdIds(ROOMS)];
    const { duplicates } = await summaryOf(lines.join("\n"), "--duplicates");
    expect(duplicates).toEqual({ distinct: 2 + workerdIds(ROOMS).length, repeated: 1, surplus: 2 });
    const jsonl = `{"id":"${FOO}"}\n`.repeat(3);
    expect((await summaryOf(jsonl, "--duplicates", "--format", "jsonl", "--field", "id")).duplicates?.surplus).toBe(2);
    expect((await cli(["check", ...KEY, "--duplicates"], { stdin: lines.join("\n") })).stdout).toContain(
      "duplicates\n  different valid IDs",
    );
    expect(await summaryOf(FOO)).not.toHaveProperty("duplicates");
  });

  test("counts exactly, also if they exceed the table, or all are the same", async () => {
    const { path } = scratch();
    const random = new SeededRandom("duplicates");
    const count = 420_000;
    const ids = Buffer.from(random.bytes(32 * count));
    // More than half of them begin alike, so that dealing them out once is not enough.
    for (let i = 0; i < count; i++) if (i % 5 < 3) ids[32 * i] = 7;
    const again = ids.subarray(0, 32 * 1000);
    writeFileSync(`${path}/ids`, Buffer.concat([ids, again, again, again.subarray(0, 320)]));
    expect(await countDuplicates(`${path}/ids`, undefined)).toEqual({
      distinct: count,
      repeated: 1000,
      surplus: 2010,
    });
    expect(readdirSync(path)).toEqual(["ids"]);
    writeFileSync(`${path}/same`, Buffer.alloc(32 * 300_000, 1));
    expect(await countDuplicates(`${path}/same`, undefined)).toEqual({ distinct: 1, repeated: 1, surplus: 299_999 });
  });
});

describe("progress", () => {
  const stdin = cut(`${FOO}\n`.repeat(1000), 6500);

  test("shows bytes and IDs per second on a terminal, and removes the line at the end", async () => {
    const { stderr } = await cli(["check", ...KEY], { stdin, isTTY: true });
    const shown = stderr.split("\r\u001b[K");
    expect(shown.at(-2)).toMatch(/^65 kB {2}[\d,]+ IDs\/s$/);
    expect([shown[0], shown.at(-1)]).toEqual(["", ""]);
  });

  test("shows the share and the remaining time if the size is known", async () => {
    const { file } = scratch();
    const { stderr } = await cli(["check", ...KEY, file("in.txt", `${FOO}\n`.repeat(10_000))], { isTTY: true });
    expect(stderr.split("\r\u001b[K")[1]).toMatch(/^262 kB {2}40 % {2}[\d,]+ IDs\/s {2}\d+ s left$/);
  });

  test.each([10, 30, 40])("fits on one line of a terminal with %i columns", async (columns) => {
    const { file } = scratch();
    const argv = ["check", ...KEY, file("in.txt", `${FOO}\n`.repeat(10_000))];
    const shown = (await cli(argv, { isTTY: true, columns })).stderr.split("\r\u001b[K");
    expect(shown.length).toBeGreaterThan(2);
    for (const line of shown) expect(line.length).toBeLessThan(columns);
  });

  test("is hidden in a pipe, with --no-progress, and if annotated lines go to the same terminal", async () => {
    expect((await cli(["check", ...KEY], { stdin })).stderr).toBe("");
    expect((await cli(["check", ...KEY, "--no-progress"], { stdin, isTTY: true })).stderr).toBe("");
    expect((await cli(["check", ...KEY, "--annotate"], { stdin, isTTY: true })).stderr).not.toContain("IDs/s\r");
  });
});

describe("the histogram of faults", () => {
  test("has at most 200 bins, for inputs of any length and batches of any size", () => {
    const records = Math.ceil(1e6 / 65);
    const verdictOf = (record: number) => (65 * record > 5e5 && 65 * record < 6e5 ? Verdict.malformed : Verdict.valid);
    const batch = new Batch(new ArrayBuffer(SHARED_SIZE));
    for (const length of [0, 100, 1e6]) {
      const histogram = new FaultHistogram(length);
      const base = { name: "a", format: "text", header: undefined, lineEnd: 0x0a, isResumed: false } as const;
      const input = { ...base, index: 0, offset: 0 };
      histogram.startInput(input);
      for (let first = 0; first < records; first += 1000) {
        batch.offset = 65 * first;
        batch.count = Math.min(1000, records - first);
        for (let i = 0; i < batch.count; i++) {
          batch.starts[i] = 65 * i;
          batch.verdicts[i] = verdictOf(first + i);
        }
        histogram.add(batch);
      }
      const bins = histogram.bins();
      expect([bins.length <= 200, bins.length > 100]).toEqual([true, true]);
      const sum = (of: (bin: FaultBin) => number) => bins.reduce((all, bin) => all + of(bin), 0);
      expect([sum((bin) => bin.total), sum((bin) => bin.malformed)]).toEqual([records, 1538]);
      const faulty = bins.flatMap(({ malformed }, i) => (malformed > 0 ? [i / bins.length] : []));
      expect(Math.min(...faulty)).toBeGreaterThan(0.48);
      expect(Math.max(...faulty)).toBeLessThan(0.62);
      histogram.startInput({ ...input, index: 1, offset: 65 * records });
      const starts = histogram.inputStarts();
      expect(starts.map((start) => start.input)).toEqual([0, 1]);
      expect(starts[0].bin).toBe(0);
      // The second input starts where the last bin of the first one ends, or in that bin.
      expect(Math.abs(starts[1].bin - bins.length)).toBeLessThan(1);
      const merged = new FaultHistogram(length);
      merged.merge(histogram.snapshot());
      expect([merged.bins(), merged.inputStarts()]).toEqual([bins, starts]);
    }
  });
});
