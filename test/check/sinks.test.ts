import { describe, expect, test } from "vitest";
import { Annotation, Counts, type Destination, FaultHistogram, ForeignIds, Selection } from "../../src/check/index.js";
import { judgedNamespace } from "../../src/check/namespaces.js";
import { ByteBuffer } from "../../src/check/sinks/byte-buffer.js";
import { MalformedInputs } from "../../src/check/sinks/malformed-inputs.js";
import { Verdict } from "../../src/format/verdict.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { batchOf, inputOf, type MadeRecord, malformed } from "./batches.js";

const judged = ["a", "b"].map((key) =>
  judgedNamespace({ label: key, namespace: new DurableObjectNamespace({ uniqueKey: key }) }),
);

/** A destination in memory. */
class Memory implements Destination {
  text = "";
  writes = 0;
  async write(bytes: Uint8Array): Promise<void> {
    this.writes++;
    this.text += Buffer.from(bytes).toString("latin1");
  }
}

const copy = <T>(snapshot: T): T => JSON.parse(JSON.stringify(snapshot));

describe("Counts", () => {
  const records: readonly MadeRecord[] = [
    ...[{ text: "a" }, { text: "b", namespace: 1 }, { text: "c", namespace: 1, jurisdiction: 1 }],
    { text: "d", namespace: 1, verdict: Verdict.wrongJurisdiction, reason: "jurisdiction" },
    ...[{ text: "e", namespace: 0xffff, verdict: Verdict.foreign, reason: "unknown" as const }, malformed("f")],
  ];

  test("count by input, verdict, reason, namespace and jurisdiction, and go on from snapshots", () => {
    const first = new Counts(judged);
    first.startInput(inputOf(0));
    first.add(batchOf(records));
    const second = new Counts(judged);
    second.merge(copy(first.snapshot()));
    second.startInput(inputOf(1));
    second.add(batchOf(records.slice(0, 2)));
    second.add(batchOf(records.slice(3)));
    const [valid, refused] = [{ valid: 3 }, { malformed: 1, foreign: 1, wrongJurisdiction: 1 }];
    const reasons = { "other-text": 1, unknown: 1, jurisdiction: 1 };
    expect(second.inputCounts(["x", "y"])).toEqual([
      { name: "x", total: 6, ...valid, ...refused, reasons },
      { name: "y", total: 5, valid: 2, ...refused, reasons },
    ]);
    expect(second.tally()).toEqual({ total: 11, valid: 5, malformed: 2, foreign: 2, wrongJurisdiction: 2 });
    expect(second.reasonCounts()).toEqual({ "other-text": 2, unknown: 2, jurisdiction: 2 });
    expect(second.namespaceCounts()).toEqual([
      { label: "a", valid: 2, wrongJurisdiction: 0 },
      { label: "b", valid: 3, wrongJurisdiction: 2 },
    ]);
    expect(second.jurisdictionCounts()).toEqual({ unrestricted: 4, eu: 1 });
    expect(copy(first.snapshot())).toEqual({
      inputs: [{ index: 0, verdicts: [3, 1, 1, 1], reasons: expect.any(Array) }],
      valid: [
        [0, 1],
        [1, 2],
      ],
      wrongJurisdiction: [[1, 1]],
      byJurisdiction: [
        [0, 2],
        [1, 1],
      ],
    });
  });
});

describe("FaultHistogram", () => {
  /** Records of one byte, each with this verdict, at places that are this far apart. */
  const add = (histogram: FaultHistogram, offset: number, verdict: number, places: readonly number[]) => {
    for (const place of places) histogram.add(batchOf([{ text: "", verdict }], offset + place));
  };

  test("counts verdicts in 200 bins of the length that is expected", () => {
    const histogram = new FaultHistogram(20_000);
    histogram.startInput(inputOf(0));
    add(histogram, 0, Verdict.malformed, [0, 99]);
    add(histogram, 0, Verdict.foreign, [100]);
    add(histogram, 0, Verdict.valid, [350]);
    histogram.startInput(inputOf(1, { offset: 450 }));
    add(histogram, 0, Verdict.wrongJurisdiction, [49, 50]);
    // Back, as after a snapshot.
    add(histogram, 0, Verdict.valid, [-200, -450, 19_549]);
    const none = { malformed: 0, foreign: 0, wrongJurisdiction: 0, total: 0 };
    const bins = histogram.bins();
    expect(bins).toHaveLength(200);
    expect(bins.slice(0, 6)).toEqual([
      { ...none, malformed: 2, total: 3 },
      { ...none, foreign: 1, total: 1 },
      { ...none, total: 1 },
      { ...none, total: 1 },
      { ...none, wrongJurisdiction: 1, total: 1 },
      { ...none, wrongJurisdiction: 1, total: 1 },
    ]);
    expect(bins[199]).toEqual({ ...none, total: 1 });
    expect(histogram.inputStarts()).toEqual([
      { input: 0, bin: 0 },
      { input: 1, bin: 4.5 },
    ]);
  });

  test("doubles the width of its bins when the text is longer, and keeps each count", () => {
    const histogram = new FaultHistogram(0);
    expect([histogram.bins(), histogram.inputStarts()]).toEqual([[], []]);
    add(histogram, 0, Verdict.malformed, [0, 64, 128, 192, 12_799]);
    const binsOf = (width: number) => {
      expect(histogram.snapshot()).toMatchObject({ width, starts: [] });
      return histogram.snapshot().bins.map(([index, ...counts]) => `${index}: ${counts}`);
    };
    expect(binsOf(64)).toEqual(["0: 0,1,0,0", "1: 0,1,0,0", "2: 0,1,0,0", "3: 0,1,0,0", "199: 0,1,0,0"]);
    add(histogram, 0, Verdict.foreign, [12_800]);
    expect(binsOf(128)).toEqual(["0: 0,2,0,0", "1: 0,2,0,0", "99: 0,1,0,0", "100: 0,0,1,0"]);
    add(histogram, 0, Verdict.valid, [12_800 * 8, 0]);
    expect(binsOf(1024)).toEqual(["0: 1,4,0,0", "12: 0,1,1,0", "100: 1,0,0,0"]);
  });

  test.each([
    // 64 bytes, doubled until 200 bins hold 790,001 bytes.
    ["narrower", 0, 4096, [0, 17, 20, 21, 192]],
    ["wider", 800_000, 4000, [0, 17, 21, 22, 197]],
  ])("adds the bins of an earlier run to its own, if those are %s", (_, length, width, indexes) => {
    const [earlier, later, whole] = [new FaultHistogram(100_000), new FaultHistogram(length), new FaultHistogram(0)];
    for (const histogram of [earlier, whole]) {
      histogram.startInput(inputOf(0));
      add(histogram, 0, Verdict.malformed, [0, 600, 70_000]);
      histogram.startInput(inputOf(1, { offset: 80_000 }));
      add(histogram, 0, Verdict.valid, [5000]);
    }
    later.merge(copy(earlier.snapshot()));
    for (const histogram of [later, whole]) {
      histogram.startInput(inputOf(2, { offset: 90_000 }));
      add(histogram, 0, Verdict.foreign, [0, 1, 700_000]);
    }
    expect(later.inputStarts().map(({ input }) => input)).toEqual([0, 1, 2]);
    const { bins, ...rest } = later.snapshot();
    expect(rest).toEqual({ width, starts: whole.snapshot().starts });
    const counts = [
      [0, 2],
      [0, 1],
      [1, 0],
      [0, 0, 2],
      [0, 0, 1],
    ].map((some) => [...some, 0, 0, 0].slice(0, 4));
    expect(bins).toEqual(indexes.map((index, i) => [index, ...counts[i]]));
  });
});

describe("ForeignIds", () => {
  test("keep 64, and every other one of these when there are more", () => {
    const ids = new ForeignIds();
    const add = (first: number, count: number) => {
      for (let i = first; i < first + count; i++) {
        const batch = batchOf([{ text: "", verdict: Verdict.foreign }]);
        batch.rows.set(Buffer.from(String(i).padStart(64, "0")));
        ids.add(batch);
      }
      return ids.ids.map(Number);
    };
    expect(add(0, 64)).toEqual(Array.from({ length: 64 }, (_, i) => i));
    expect(add(64, 1)).toEqual(Array.from({ length: 33 }, (_, i) => 2 * i));
    expect(add(65, 3).slice(32)).toEqual([64, 66]);
    expect(ids.snapshot()).toMatchObject({ seen: 68, stride: 2 });
  });
});

describe("MalformedInputs", () => {
  const names = (sink: MalformedInputs) => sink.hints().map(({ input }) => input);

  test("has a hint for each input whose records are all malformed", () => {
    const sink = new MalformedInputs();
    sink.startInput(inputOf(0));
    sink.add(batchOf([malformed("x")]));
    sink.startInput(inputOf(1));
    sink.add(batchOf([malformed("x"), { text: "y", verdict: Verdict.foreign }]));
    sink.add(batchOf([malformed("x")]));
    sink.startInput(inputOf(2));
    sink.startInput(inputOf(3));
    sink.add(batchOf([malformed("x")]));
    sink.add(batchOf([{ text: "y" }]));
    sink.startInput(inputOf(4));
    sink.add(batchOf([malformed("x")]));
    expect(names(sink)).toEqual(["in-0", "in-4"]);
  });

  test("keeps the first 4096 bytes: the header and the records of the first batch", () => {
    const sink = new MalformedInputs();
    sink.startInput(inputOf(0, { header: Buffer.from("id,x\n") }));
    sink.add(batchOf([malformed("first"), malformed("second")]));
    sink.add(batchOf([malformed("third")]));
    const kept = () => Buffer.from(sink.snapshot().current?.start ?? "", "base64").toString();
    expect(kept()).toBe("id,x\nfirst\nsecond\n");
    // What follows the records of a batch is not of it.
    sink.startInput(inputOf(3));
    sink.add(Object.assign(batchOf([malformed("first"), malformed("second")]), { count: 1 }));
    expect(kept()).toBe("first\n");
    sink.startInput(inputOf(1, { header: Buffer.from("h".repeat(5000)) }));
    expect(kept()).toBe("h".repeat(4096));
    sink.startInput(inputOf(2, { header: Buffer.from("h") }));
    sink.add(batchOf([malformed("x".repeat(5000))]));
    expect(kept()).toBe(`h${"x".repeat(4095)}`);
  });

  test("goes on within an input, whose first bytes were kept before", () => {
    const [first, second] = [new MalformedInputs(), new MalformedInputs()];
    first.startInput(inputOf(0));
    first.add(batchOf([malformed("x")]));
    first.startInput(inputOf(1));
    first.add(batchOf([malformed("start")]));
    second.merge(copy(first.snapshot()));
    second.startInput(inputOf(1, { isResumed: true }));
    second.add(batchOf([malformed("end")]));
    expect(names(second)).toEqual(["in-0", "in-1"]);
    expect(second.snapshot()).toEqual(first.snapshot());
  });

  test("has hints for 20 inputs at most", () => {
    const sink = new MalformedInputs();
    for (let i = 0; i < 22; i++) {
      sink.startInput(inputOf(i));
      sink.add(batchOf([malformed("x")]));
    }
    expect(names(sink)).toEqual(Array.from({ length: 20 }, (_, i) => `in-${i}`));
  });
});

describe("headers", () => {
  const header = (text: string) => ({ header: Buffer.from(text, "latin1") });
  const COLUMNS = "verdict\treason\tnamespace\tjurisdiction\tinput\tline\t";

  /** What a sink writes of inputs with these headers and one valid record each. */
  async function written(sink: Annotation | Selection, memory: Memory, headers: readonly (string | undefined)[]) {
    for (const [i, text] of headers.entries()) {
      sink.startInput(inputOf(i, text === undefined ? {} : header(text)));
      sink.add(batchOf([{ text: `r${i}` }]));
    }
    await sink.flush();
    return memory.text;
  }

  test("are above the records with verdicts whenever they change, also after a snapshot", async () => {
    const memory = new Memory();
    const headers = ["a\xff\r\n", "a\xff\n", undefined, "a\xff\r", "a\xff", "a\r\xff\n", "b\n"];
    const text = await written(new Annotation(judged, memory), memory, headers);
    const rows = headers.map((_, i) => `valid\t\ta\t\tin-${i}\t1\tr${i}\n`);
    const [first, second, third] = ["a\xff", "a\r\xff", "b"].map((columns) => `${COLUMNS}${columns}\n`);
    expect(text).toBe([first, ...rows.slice(0, 5), second, rows[5], third, rows[6]].join(""));

    const [earlier, later, rest] = [new Annotation(judged, new Memory()), new Memory(), ["a\n", "b\n"]];
    expect(earlier.snapshot()).toBeNull();
    earlier.startInput(inputOf(0, header("a\n")));
    const resumed = new Annotation(judged, later);
    resumed.merge(copy(earlier.snapshot()));
    expect(await written(resumed, later, rest)).toBe(`${rows[0]}${third}${rows[1]}`);
  });

  test("are above selected records once, with the line end that they have or lack", async () => {
    for (const [headers, text] of [
      [["id\r\n", "id\n", "id"], "id\r\nr0\nr1\nr2\n"],
      [["id"], "id\nr0\n"],
      [[undefined, undefined], "r0\nr1\n"],
    ] as const) {
      const memory = new Memory();
      expect(await written(new Selection("valid", "--valid", memory), memory, headers)).toBe(text);
    }
  });

  test.each([
    ["id\n", "x\n"],
    ["id,a\r\n", "id,b\r\n"],
    ["id\n", undefined],
    ["id\r", "id\n"],
    ["id\n", "id\r"],
    ["id\n", "id\n\n"],
  ])("of selected records must be the same: %j, %j", (first, second) => {
    const selection = new Selection("invalid", "--invalid-records", new Memory());
    const start = (index: number, text: string | undefined, isResumed = false) =>
      selection.startInput(inputOf(index, { ...(text === undefined ? {} : header(text)), isResumed }));
    start(0, first);
    expect(() => start(1, second)).toThrow(/in-1.* differ .*--invalid-records/);
    start(1, second, true);
    const resumed = new Selection("invalid", "--invalid-records", new Memory());
    resumed.merge(null);
    expect(resumed.snapshot()).toBeNull();
    resumed.merge(copy(selection.snapshot()));
    expect(() => resumed.startInput(inputOf(1, second === undefined ? {} : header(second)))).toThrow(/differ/);
    expect(resumed.pending).toBe(0);
  });
});

describe("a record that comes in pieces", () => {
  const RECORD = "piece one, two, three";
  /** Batches of `before`, a record in three pieces, and `after`. */
  function* batches() {
    const first = batchOf([{ text: "before" }, malformed("piece one", "too-long")]);
    first.isOpen = true;
    first.nexts[1] = first.ends[1];
    yield first;
    for (const [text, isOpen] of [
      [", two", true],
      [", three", false],
    ] as const) {
      const piece = batchOf([{ text }], 0, 2);
      piece.count = 0;
      piece.isOpen = isOpen;
      piece.rest = { start: 0, end: text.length, next: text.length + Number(!isOpen) };
      yield piece;
    }
    yield batchOf([{ text: "after" }], 0, 3);
  }

  test.each([
    ["valid", (to: Destination) => new Selection("valid", "--valid", to), "before\nafter\n"],
    ["invalid", (to: Destination) => new Selection("invalid", "--invalid-records", to), `${RECORD}\n`],
    [
      "all, with verdicts",
      (to: Destination) => new Annotation(judged, to),
      `valid\t\ta\t\tin-0\t1\tbefore\nmalformed\ttoo-long\t\t\tin-0\t2\t${RECORD}\nvalid\t\ta\t\tin-0\t3\tafter\n`,
    ],
    [
      "invalid, with verdicts",
      (to: Destination) => new Annotation(judged, to, "invalid"),
      `malformed\ttoo-long\t\t\tin-0\t2\t${RECORD}\n`,
    ],
  ])("is written whole, or not at all: %s", async (_, create, text) => {
    const memory = new Memory();
    const sink = create(memory);
    sink.startInput(inputOf(0));
    for (const batch of batches()) sink.add(batch);
    expect([sink.pending, memory.text]).toEqual([text.length, ""]);
    await sink.flush();
    await sink.flush();
    expect([sink.pending, memory.text, memory.writes]).toEqual([0, text, 1]);
  });
});

describe("ByteBuffer", () => {
  test("writes integers in decimal", () => {
    const buffer = new ByteBuffer();
    const numbers = [0, 9, 10, 99, 100, 12_345, 4_294_967_295];
    for (const number of numbers) {
      buffer.addDecimal(number);
      buffer.addAscii(";");
    }
    expect(Buffer.from(buffer.take()).toString()).toBe(numbers.map((number) => `${number};`).join(""));
  });

  test("grows, gives what it has once, and takes parts of bytes", () => {
    const buffer = new ByteBuffer();
    buffer.add(Buffer.from("start"));
    buffer.add(Buffer.from("abcdef"), 2);
    buffer.add(Buffer.from("abcdef"), 0, 1);
    buffer.add(Buffer.alloc(200_000, "x"));
    expect(buffer.length).toBe(200_010);
    const taken = Buffer.from(buffer.take());
    expect([taken.subarray(0, 12).toString(), taken.length, buffer.length]).toEqual(["startcdefaxx", 200_010, 0]);
    buffer.add(Buffer.from("next"));
    expect(Buffer.from(buffer.take()).toString()).toBe("next");
  });
});
