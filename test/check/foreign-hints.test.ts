import { describe, expect, test } from "vitest";
import { type CandidateNamespace, createPlan, ForeignIds, foreignHints, run } from "../../src/check/index.js";
import { DurableObjectNamespace } from "../../src/index.js";

const candidate = (uniqueKey: string): CandidateNamespace => ({
  uniqueKey,
  label: `<${uniqueKey}>`,
  remedy: `<remedy of ${uniqueKey}>`,
});
const idsOf = (uniqueKey: string, count: number) => {
  const namespace = new DurableObjectNamespace({ uniqueKey });
  return Array.from({ length: count }, () => String(namespace.newUniqueId()));
};
const tally = (valid: number, foreign: number, malformed = 0) => ({
  total: valid + foreign + malformed,
  valid,
  foreign,
  malformed,
  wrongJurisdiction: 0,
});

describe("the hint about foreign IDs", () => {
  test.each([
    ["all of a small file", tally(0, 9), []],
    ["all", tally(0, 10), ["all-foreign"]],
    ["all that are well-formed", tally(0, 10, 90), ["all-foreign"]],
    ["99 %", tally(10, 990), ["all-foreign"]],
    ["less than that", tally(11, 990), []],
    ["none", tally(1000, 0), []],
    ["no records", tally(0, 0), []],
  ])("%s", (_, counts, kinds) => {
    const ids = idsOf("unknown", Math.min(counts.foreign, 64));
    for (const candidates of [undefined, [], [candidate("a")]]) {
      const hints = foreignHints(counts, ids, candidates);
      expect(hints.map(({ kind }) => kind)).toEqual(kinds);
      for (const { message } of hints) expect(message.startsWith("nearly all IDs")).toBe(counts.valid > 0);
    }
  });

  test("says how to pass a configuration only if there is none", () => {
    const ids = idsOf("unknown", 10);
    expect(foreignHints(tally(0, 10), ids, undefined)[0].message).toContain("--config wrangler.jsonc");
    expect(foreignHints(tally(0, 10), ids, [candidate("a")])[0].message).toMatch(/the 10 .*--config/);
  });

  test("names the candidate that made the IDs, with its remedy", () => {
    const candidates = [candidate("a"), candidate("b")];
    const hints = foreignHints(tally(0, 10), idsOf("b", 10), candidates);
    expect(hints).toEqual([
      { kind: "other-namespace", message: expect.stringMatching(/10 of 10 .*<b>: <remedy of b>$/) },
    ]);
  });

  test("of a mixture it names the key to add, however few there are", () => {
    const hints = foreignHints(tally(1000, 1), idsOf("b", 1), [candidate("b")]);
    expect(hints).toEqual([{ kind: "other-namespace", message: expect.stringMatching(/1 of 1 .*--unique-key "b"$/) }]);
  });

  test("names at most three candidates, most IDs first", () => {
    const counts = { a: 1, b: 4, c: 2, d: 3 };
    const ids = Object.entries(counts).flatMap(([key, count]) => idsOf(key, count));
    const hints = foreignHints(tally(0, 10), ids, Object.keys(counts).map(candidate));
    expect(hints.map(({ message }) => /<(.)>/.exec(message)?.[1])).toEqual(["b", "d", "c"]);
  });

  test("counts IDs of any jurisdiction", () => {
    const ids = Array.from({ length: 10 }, () =>
      String(new DurableObjectNamespace({ uniqueKey: "a" }).newUniqueId({ jurisdiction: "eu" })),
    );
    expect(foreignHints(tally(0, 10), ids, [candidate("a")])[0].kind).toBe("other-namespace");
  });
});

describe("ForeignIds", () => {
  const namespaces = [{ label: "a", namespace: new DurableObjectNamespace({ uniqueKey: "a" }) }];

  /** The sink after a run over lines. */
  async function sinkOf(lines: readonly string[]): Promise<ForeignIds> {
    const sink = new ForeignIds();
    const stdin = [Buffer.from(lines.map((line) => `${line}\n`).join(""))];
    const plan = await createPlan({ files: ["-"], namespaces, jobs: 1, stdin: iterate(stdin) });
    await run(plan, [sink]);
    return sink;
  }

  async function* iterate(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }

  test("keeps all of a few, and nothing else", async () => {
    const foreign = idsOf("b", 3);
    const sink = await sinkOf(["", "x", foreign[0], ...idsOf("a", 2), foreign[1].toUpperCase(), foreign[2]]);
    expect(sink.ids).toEqual([foreign[0], foreign[1].toUpperCase(), foreign[2]]);
  });

  test("keeps up to 64 of many, from all parts of the inputs", async () => {
    const foreign = idsOf("b", 5000);
    const sink = await sinkOf(foreign);
    const places = sink.ids.map((id) => foreign.indexOf(id));
    expect(places.length).toBeGreaterThan(32);
    expect(places.length).toBeLessThanOrEqual(64);
    expect(places).toEqual(places.map((_, i) => i * places[1]));
    expect(places[places.length - 1]).toBeGreaterThan(4800);
  });

  test("goes on where a snapshot was taken", async () => {
    const foreign = idsOf("b", 400);
    const [first, second] = [await sinkOf(foreign.slice(0, 300)), await sinkOf(foreign.slice(300))];
    const merged = new ForeignIds();
    merged.merge(JSON.parse(JSON.stringify(first.snapshot())));
    expect(merged.snapshot()).toEqual(first.snapshot());
    second.merge(first.snapshot());
    expect(second.snapshot().seen).toBe(400);
    expect(second.ids.length).toBeLessThanOrEqual(64);
    expect(second.ids[0]).toBe(foreign[0]);
    expect(foreign.indexOf(second.ids[second.ids.length - 1])).toBeGreaterThanOrEqual(300);
  });
});
