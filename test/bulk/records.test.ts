import { expect, test } from "vitest";
import {
  createValidator,
  DurableObjectNamespace,
  REASONS,
  type RecordResults,
  type RecordsOptions,
  Verdict,
} from "../../src/index.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const ID = String(rooms.idFromName("lobby"));
const encoder = new TextEncoder();

async function resultsOf(text: string | Uint8Array, options: RecordsOptions, size: number, engine: "wasm" | "pure") {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  const all: RecordResults[] = [];
  const validator = createValidator([rooms], { engine });
  for await (const results of stream.pipeThrough(validator.records(options))) all.push(results);
  return all.flatMap(({ verdicts, offsets, lengths, lines }) =>
    Array.from(verdicts, (verdict, i) => [verdict, offsets[i], lengths[i], lines[i]]),
  );
}

const CASES: readonly [name: string, text: string, options: RecordsOptions, expected: number[][]][] = [
  [
    "text",
    `${ID}\r\nno\n\n${ID}`,
    {},
    [
      [0, 0, 64, 1],
      [1, 66, 2, 2],
      [1, 69, 0, 3],
      [0, 70, 64, 4],
    ],
  ],
  ["text with a byte order mark", `\ufeff${ID}\n`, {}, [[0, 3, 64, 1]]],
  [
    "csv",
    `a,"id"\n1,${ID}\n"x\ny","${ID}"\n3\n`,
    { format: "csv", field: "id" },
    [
      [0, 7, 66, 2],
      [0, 74, 72, 3],
      [1, 147, 1, 5],
    ],
  ],
  [
    "csv without a header",
    `1;${ID}\n2;no`,
    { format: "csv", field: 2, header: false, delimiter: ";" },
    [
      [0, 0, 66, 1],
      [1, 67, 4, 2],
    ],
  ],
  [
    "json lines",
    `{"id":"${ID}"}\n{"id":1}\nno\n{"a":{"b":["${ID}"]},"id":"x"}\n`,
    { format: "jsonl", field: "id" },
    [
      [0, 0, 73, 1],
      [1, 74, 8, 2],
      [1, 83, 2, 3],
      [1, 86, 89, 4],
    ],
  ],
  ["json lines, a path", `{"a":{"b":["${ID}"]}}`, { format: "jsonl", field: "a.b.0" }, [[0, 0, 80, 1]]],
  [
    "json array",
    `[\n{"id":"${ID}"},\n{"id":2}]\n`,
    { format: "json", field: "id" },
    [
      [0, 2, 73, 2],
      [1, 77, 8, 3],
    ],
  ],
];

for (const engine of ["wasm", "pure"] as const) {
  test.each(CASES)(`${engine}: %s, in chunks of any size`, async (_, text, options, expected) => {
    for (const size of [1, 2, 3, 7, 64, 65, 1000]) {
      expect(await resultsOf(text, options, size, engine), `chunks of ${size}`).toEqual(expected);
    }
  });

  test(`${engine}: a record that is too long is malformed, and does not disturb the next`, async () => {
    const long = "x".repeat(200_000);
    for (const size of [1000, 65_536, 300_000]) {
      expect(await resultsOf(`${ID}\n${long}\r\n${ID}\n${long}`, {}, size, engine)).toEqual([
        [0, 0, 64, 1],
        [1, 65, 200_000, 2],
        [0, 200_067, 64, 3],
        [1, 200_132, 200_000, 4],
      ]);
    }
  });

  test(`${engine}: a row of more than 4 MB is malformed wherever it is cut`, async () => {
    const long = `"${"x\n".repeat(2_200_000)}",${ID}`;
    for (const size of [100_000, 4_194_304, 10_000_000]) {
      const results = await resultsOf(`t,id\n${long}\ny,${ID}\n`, { format: "csv", field: "id" }, size, engine);
      expect(results.map(([verdict, , length, line]) => [verdict, length, line])).toEqual([
        [Verdict.malformed, long.length, 2],
        [Verdict.valid, 66, 2_200_003],
      ]);
    }
  });

  test(`${engine}: what can't be read fails with a code and the reason`, async () => {
    const refused: [string, RecordsOptions, RegExp][] = [
      ["a,b\n1,2\n", { format: "csv", field: "id" }, /"id".*"a", "b"/],
      ["a,b\n1,2\n", { format: "csv" }, /several columns.*"a", "b"/],
      ["id,id\n1,2\n", { format: "csv", field: "id" }, /more than one/],
      [`a,id\n1,"${ID}\n`, { format: "csv", field: "id" }, /line 2.*never closed/],
      ['{"a":1,"b":2}\n{"c":1}\n', { format: "jsonl", field: "id" }, /"id".*"a", "b"/],
      ['{"a":1}\n', { format: "jsonl" }, /objects.*"a"/],
      ["{}", { format: "json", field: "id" }, /not an array/],
      [`["${ID}"`, { format: "json" }, /not closed/],
    ];
    for (const [text, options, reason] of refused) {
      for (const size of [1, 1000]) {
        await expect(resultsOf(text, options, size, engine), text).rejects.toMatchObject({
          code: "ERR_DO_RECORDS",
          message: expect.stringMatching(reason),
        });
      }
    }
  });
}

test.each(["wasm", "pure"] as const)("%s: the delimiter that makes the field a column", async (engine) => {
  for (const delimiter of [",", ";", "\t", "|"]) {
    const text = `n${delimiter}"id"\n1${delimiter}${ID}\n"${delimiter}"${delimiter}no\n`;
    for (const size of [1, 1000]) {
      expect(await resultsOf(text, { format: "csv", field: "id" }, size, engine), delimiter).toEqual([
        [0, 7, 66, 2],
        [1, 74, 6, 3],
      ]);
    }
  }
  // A delimiter that was given is the only one.
  await expect(resultsOf("n;id\n", { format: "csv", field: "id", delimiter: "," }, 10, engine)).rejects.toMatchObject({
    code: "ERR_DO_RECORDS",
  });
});

test("options that don't fit together are refused", () => {
  const validator = createValidator([rooms]);
  const options: object[] = [
    { format: "xml" },
    { delimiter: ";" },
    { field: "id" },
    { format: "csv", delimiter: ";;" },
    { format: "csv", delimiter: '"' },
    { format: "csv", header: false, field: "id" },
    { format: "jsonl", header: false },
  ];
  for (const each of options) {
    expect(() => validator.records(each), JSON.stringify(each)).toThrow(
      expect.objectContaining({ code: "ERR_DO_RECORDS_OPTION" }),
    );
  }
});

test.each(["wasm", "pure"] as const)("%s: CSV rows that end in CR only", async (engine) => {
  for (const size of [1, 5, 1000]) {
    expect(await resultsOf(`a,id\r"x\r",${ID}\ry,no\r`, { format: "csv", field: "id" }, size, engine)).toEqual([
      [0, 5, 69, 2],
      [1, 75, 4, 4],
    ]);
    expect(await resultsOf(`id\r${ID}`, { format: "csv" }, size, engine)).toEqual([[0, 3, 64, 2]]);
    // The first line end decides for all.
    expect(await resultsOf(`id\n${ID}\r\n`, { format: "csv" }, size, engine)).toEqual([[0, 3, 64, 2]]);
  }
});

test.each(["wasm", "pure"] as const)("%s: a reason for each refused record", async (engine) => {
  const lines = [`{"id":"${ID}"}`, '{"id":null}', "{}", "no", `{"id":" ${ID}"}`, `{"id":"${"0".repeat(64)}"}`];
  const stream = new Blob([lines.join("\n")]).stream() as ReadableStream<Uint8Array>;
  const found: (string | undefined)[] = [];
  const results = stream.pipeThrough(
    createValidator([rooms], { engine }).records({ format: "jsonl", field: "id" }),
  ) as unknown as AsyncIterable<RecordResults>;
  for await (const { reasons } of results) found.push(...Array.from(reasons, (reason) => REASONS[reason]));
  expect(found).toEqual([undefined, "null-word", "missing", "bad-json", "whitespace", "unknown"]);
});
