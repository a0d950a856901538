import { describe, expect, test } from "vitest";
import { Batch, SHARED_SIZE } from "../../src/bulk/records/batch.js";
import { Counts, MOST_SAMPLES, Samples, type Sink, Verdict } from "../../src/check/index.js";
import { judgedNamespace } from "../../src/check/namespaces.js";
import { DurableObjectNamespace, REASONS } from "../../src/index.js";
import { cli, FOO, FOREIGN, ROOMS, scratch } from "../cli/support.js";

const namespaces = [{ label: "rooms", namespace: new DurableObjectNamespace({ uniqueKey: ROOMS }) }];
const judged = namespaces.map(judgedNamespace);

/** Gives sinks the records of an input: one for each reason, in order. */
function addInput(sinks: readonly Sink[], index: number, records: readonly string[]): void {
  const batch = new Batch(new ArrayBuffer(SHARED_SIZE));
  batch.start({ format: "text" }, 0x0a, Buffer.from("x".repeat(records.length)), 0, 1, 0);
  batch.count = records.length;
  for (const [i, reason] of records.entries()) {
    batch.verdicts[i] = reason === "valid" ? Verdict.valid : Verdict.malformed;
    if (reason !== "valid") batch.reasons[i] = (REASONS as readonly string[]).indexOf(reason);
    batch.valueStarts[i] = i;
    batch.valueEnds[i] = i + 1;
    batch.lines[i] = i;
  }
  for (const sink of sinks) {
    sink.startInput?.({
      ...{ index, name: `in-${index}`, format: "text", offset: 0, header: undefined, lineEnd: 0x0a, isResumed: false },
    });
    sink.add(batch);
  }
}

const placesOf = (samples: Samples) => samples.samples().map(({ reason, input, line }) => `${reason} ${input}:${line}`);

describe("Samples", () => {
  test("give each input its turn before an input gets a second", () => {
    const samples = new Samples(judged, 3);
    addInput([samples], 0, ["uuid", "uuid", "valid", "uuid", "uuid", "empty"]);
    expect(placesOf(samples)).toEqual(["empty in-0:6", "uuid in-0:1", "uuid in-0:2", "uuid in-0:4"]);
    addInput([samples], 1, ["uuid", "uuid", "uuid"]);
    expect(placesOf(samples).slice(1)).toEqual(["uuid in-0:1", "uuid in-0:2", "uuid in-1:1"]);
    addInput([samples], 2, ["valid"]);
    addInput([samples], 3, ["uuid", "uuid"]);
    expect(placesOf(samples).slice(1)).toEqual(["uuid in-0:1", "uuid in-1:1", "uuid in-3:1"]);
    addInput([samples], 4, ["uuid", "missing"]);
    expect(placesOf(samples)).toEqual([
      ...["empty in-0:6", "missing in-4:2"],
      ...["uuid in-0:1", "uuid in-1:1", "uuid in-3:1"],
    ]);
  });

  test("are the same after a snapshot at any place", () => {
    const inputs = [["uuid", "empty"], ["uuid", "uuid", "uuid"], [], ["empty", "uuid"], ["uuid"], ["empty", "empty"]];
    const whole = new Samples(judged, 2);
    for (const [i, records] of inputs.entries()) addInput([whole], i, records);
    for (let stop = 0; stop <= inputs.length; stop++) {
      const [first, second] = [new Samples(judged, 2), new Samples(judged, 2)];
      for (const [i, records] of inputs.entries()) {
        if (i === stop) second.merge(JSON.parse(JSON.stringify(first.snapshot())));
        addInput([i < stop ? first : second], i, records);
      }
      if (stop === inputs.length) second.merge(first.snapshot());
      expect(placesOf(second), `stopped before input ${stop}`).toEqual(placesOf(whole));
    }
  });

  test("and counts are bounded for 1,000 inputs, each counted on its own", () => {
    const [samples, counts] = [new Samples(judged, MOST_SAMPLES), new Counts(judged)];
    for (let i = 0; i < 1_000; i++) addInput([samples, counts], i, REASONS);
    expect(samples.samples()).toHaveLength(MOST_SAMPLES * REASONS.length);
    expect(new Set(samples.samples().map(({ input }) => input)).size).toBe(MOST_SAMPLES);
    expect(counts.reasonCounts()).toEqual(Object.fromEntries(REASONS.map((reason) => [reason, 1_000])));
    const inputs = counts.inputCounts(Array.from({ length: 1_001 }, (_, i) => `in-${i}`));
    expect(inputs[999]).toMatchObject({ name: "in-999", total: REASONS.length, malformed: REASONS.length });
    expect(inputs[1_000]).toEqual({
      ...{ name: "in-1000", total: 0, valid: 0, malformed: 0, foreign: 0, wrongJurisdiction: 0, reasons: {} },
    });
    const resumed = new Counts(judged);
    resumed.merge(JSON.parse(JSON.stringify(counts.snapshot())));
    expect(resumed.inputCounts(["in-0"])).toEqual(counts.inputCounts(["in-0"]));
  });

  test("are at most 100, and an integer", () => {
    for (const most of [-1, 1.5, 101, Number.NaN]) expect(() => new Samples(judged, most)).toThrow(RangeError);
    const none = new Samples(judged, 0);
    addInput([none], 0, ["uuid"]);
    expect(none.samples()).toEqual([]);
  });
});

describe("check", () => {
  const KEY = ["check", "--unique-key", ROOMS];

  test("counts reasons and verdicts of each input, and takes --samples of each reason", async () => {
    const { file } = scratch();
    const a = file("a.txt", `${FOO}\n${FOO} \n${FOREIGN}\n${FOO} \n`);
    const b = file("b.txt", `${FOO} \n\n`);
    const empty = file("c.txt", "");
    const summary = JSON.parse((await cli([...KEY, "--json", "--samples", "1", a, b, empty])).stdout);
    const none = { total: 0, valid: 0, malformed: 0, foreign: 0, wrongJurisdiction: 0, reasons: {} };
    expect(summary).toMatchObject({
      reasons: { empty: 1, whitespace: 3, unknown: 1 },
      inputs: [
        { name: a, total: 4, valid: 1, malformed: 2, foreign: 1, reasons: { whitespace: 2, unknown: 1 } },
        { name: b, total: 2, valid: 0, malformed: 2, reasons: { empty: 1, whitespace: 1 } },
        { name: empty, ...none },
      ],
    });
    expect(summary.samples).toEqual([
      { input: b, line: 2, verdict: "malformed", reason: "empty", text: "" },
      { input: a, line: 2, verdict: "malformed", reason: "whitespace", holdsId: true, text: `${FOO} ` },
      { input: a, line: 3, verdict: "foreign", reason: "unknown", text: FOREIGN },
    ]);
    expect(JSON.parse((await cli([...KEY, "--json", "--samples", "0", a])).stdout).samples).toEqual([]);
  });

  test("says which jurisdiction an ID has that is of the wrong one", async () => {
    const { stdout } = await cli([...KEY, "--jurisdiction", "eu", "--json"], { stdin: FOO });
    expect(JSON.parse(stdout).samples[0]).toMatchObject({ verdict: "wrongJurisdiction", reason: "jurisdiction" });
  });

  test.each(["-1", "101", "many", ""])("refuses --samples %j", async (samples) => {
    const { code, stderr } = await cli([...KEY, "--samples", samples], { stdin: FOO });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--samples .*0 to 100/)]);
  });

  test("lists 20 of many inputs, those with the most refused records", async () => {
    const { file } = scratch();
    const inputs = Array.from({ length: 25 }, (_, i) =>
      file(`in-${i}.txt`, i % 5 === 0 ? `${FOO}\n` : `${FOO}\nbad\n`),
    );
    const { stdout } = await cli([...KEY, ...inputs]);
    const table = stdout.slice(stdout.indexOf("by input")).split("\n\n")[0].split("\n");
    expect(table).toHaveLength(1 + 1 + 20 + 1);
    expect(table.filter((line) => /in-(0|5|10|15|20)\.txt/.test(line))).toEqual([]);
    expect(table.at(-1)).toContain("5 more");
    expect((await cli([...KEY, inputs[0]])).stdout).not.toContain("by input");
  });
});
