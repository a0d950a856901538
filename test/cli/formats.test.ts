import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { durableId } from "./process.js";
import { EU_FOO, FOO, FOREIGN, ROOMS, scratch } from "./support.js";
import { zstd } from "./zstd-frames.js";

/** More records than one thread takes before it starts others. */
const RECORDS = 70_000;
const KEY = ["--unique-key", "other", "--unique-key", ROOMS, "--jurisdiction", "eu"];
const LONG = "x".repeat(4_500_000);

/** IDs of every verdict, and others. */
function* ids(seed: string): Iterable<string> {
  const random = new SeededRandom(seed);
  const pool = [FOO, EU_FOO, FOREIGN, EU_FOO.toUpperCase(), "", "x", `${FOO} `, "\u00e9".repeat(32)];
  for (let i = 0; i < RECORDS; i++) yield random.pick(pool);
}

/** An input of each format, and what its ID is called. */
const FORMATS: readonly { name: string; field: readonly string[]; text: () => string }[] = [
  {
    name: "in.txt",
    field: [],
    text: () => `\ufeff${[...ids("text"), LONG, EU_FOO].join("\r\n")}`,
  },
  {
    name: "in.csv",
    field: ["--field", "id"],
    text: () => {
      const rows = Array.from(ids("csv"), (id, i) => `${i},"${i % 5 ? "a" : 'two\nlines, and ""quotes""'}",${id}`);
      return `n,note,id\n${[...rows, `1,"${LONG}\n",${EU_FOO}`, `2,b,"${EU_FOO}"`, "3"].join("\n")}`;
    },
  },
  {
    name: "in.jsonl",
    field: ["--field", "user.ids.0"],
    text: () => {
      const lines = Array.from(ids("jsonl"), (id, i) => (i % 9 ? `{"n":${i},"user":{"ids":["${id}"]}}` : `{"n":${i}}`));
      return [...lines, `{"x":"${LONG}"}`, "no JSON", `{"user":{"ids":["${EU_FOO}"]}}`].join("\n");
    },
  },
  {
    name: "in.json",
    field: ["--field", "/user/id"],
    text: () => {
      const elements = Array.from(ids("json"), (id, i) =>
        i % 9 ? `{"n":"]},\\"","user":\n{"id":"${id}"}}` : `[${i}, {}]`,
      );
      return `[\n${[...elements, `{"x":"${LONG}"}`, "no JSON", `{"user":{"id":"${EU_FOO}"}}`].join(",\n")} ]\n`;
    },
  },
];

/** How an input is packed, and with how many threads it is checked. */
const CONTAINERS: readonly [ending: string, pack: (text: string) => string | Uint8Array, jobs: number][] = [
  ["", (text) => text, 3],
  [".gz", (text) => gzipSync(text, { level: 1 }), 2],
  [".zst", zstd, 2],
];

/** A run with all outputs: the summary, and the written files. */
function outcome(folder: string, input: string, jobs: number, ...args: readonly string[]) {
  const paths = ["annotated", "bad", "good", "bad.tsv"].map((name) => `${folder}/${name}`);
  const [annotated, bad, good, table] = paths;
  const { status, stdout, stderr } = durableId([
    ...["check", ...KEY, "--json", "--jobs", `${jobs}`, "--duplicates", ...args, "--annotate", "--output", annotated],
    ...["--invalid-records", bad, "--valid", good, "--invalid", table, input],
  ]);
  const { seconds, idsPerSecond, ...summary } = JSON.parse(stdout || "{}");
  const withoutName = JSON.parse(JSON.stringify(summary).replaceAll(JSON.stringify(input), '"input"'));
  // The two outputs with the name of the input in each line.
  const withoutPath = (path: string) =>
    Buffer.from(readFileSync(path, "latin1").replaceAll(`\t${input}\t`, "\tinput\t"), "latin1");
  return { status, stderr, summary: withoutName, outputs: paths.map(withoutPath) };
}

describe("any number of threads and any compression give the same summary and bytes", () => {
  test.each(FORMATS)(
    "$name",
    ({ name, field, text }) => {
      const { path, file } = scratch();
      const plain = text();
      const expected = outcome(path, file(name, plain), 1, ...field);
      expect([expected.status, expected.stderr]).toEqual([1, ""]);
      const { total, valid, malformed, foreign, wrongJurisdiction } = expected.summary;
      expect(total).toBeGreaterThan(RECORDS);
      for (const count of [valid, malformed, foreign, wrongJurisdiction]) expect(count).toBeGreaterThan(1000);
      expect(valid + malformed + foreign + wrongJurisdiction).toBe(total);
      for (const [ending, pack, jobs] of CONTAINERS) {
        const { outputs, ...found } = outcome(path, file(`${name}${ending}`, pack(plain)), jobs, ...field);
        expect(found).toEqual({ status: 1, stderr: "", summary: expected.summary });
        for (const [i, bytes] of outputs.entries()) {
          expect(bytes.equals(expected.outputs[i]), `output ${i}${ending}`).toBe(true);
        }
      }
    },
    120_000,
  );
});

test.each(FORMATS.filter(({ name }) => name !== "in.json"))(
  "every byte of $name is in one of the outputs",
  (format) => {
    const { path, file } = scratch();
    const plain = format.text();
    const { outputs } = outcome(path, file(format.name, plain), 2, ...format.field);
    const [, bad, good] = outputs;
    const header = format.name === "in.csv" ? "n,note,id\n".length : 0;
    // Without the byte order mark, and with the line end that the last record lacks.
    const length = Buffer.byteLength(plain.replace("\ufeff", "")) + 1;
    expect(bad.length + good.length - header).toBe(length);
  },
);
