import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tally } from "../../../src/bulk/results.js";
import { DurableObjectNamespace, idsFromNames } from "../../../src/index.js";
import { SeededRandom } from "../../../support/random.js";
import { type RunningWorkerd, startWorkerd } from "../../../support/workerd/runtime.js";
import { anyRow, testNamespace, testScope } from "../../engine/samples.js";
import { loadVectors } from "../../load-vectors.js";
import { oracleRootKey } from "../../oracle.js";

/** The same as in the worker, whose module must not be loaded here. */
const UNIQUE_KEY = "runtime-rooms";

interface Vectors {
  uniqueKeys: string[];
  named: { key: number; name: string; id: string }[];
}

describe("the WASM engine in a real workerd", () => {
  const random = new SeededRandom("in workerd");
  const rooms = testNamespace(oracleRootKey(UNIQUE_KEY), []);
  const scopes = [testScope(rooms), testScope(testNamespace(random.bytes(32), []))];
  const anyText = () => Buffer.from(anyRow(random, scopes)).toString("latin1");
  let workerd: RunningWorkerd;

  beforeAll(async () => {
    const entry = "test/runtime/workerd/engine.worker.ts";
    workerd = await startWorkerd({ entry, namespaces: [{ binding: "ROOMS", uniqueKey: UNIQUE_KEY }] });
  });
  afterAll(() => workerd?.stop());

  it("is loaded from a .wasm file, because bytes can't be compiled", async () => {
    expect(await workerd.ask("/report")).toEqual({ name: "wasm" });
    expect(await workerd.ask("/compile")).toMatch(/^CompileError: .*disallowed/);
  });

  it("passes the vectors", async () => {
    const { uniqueKeys, named } = loadVectors<Vectors>("workerd.json");
    const question = named.map(({ key, name }) => ({ uniqueKey: uniqueKeys[key], name }));
    expect(await workerd.ask("/named", question)).toEqual(named.map(({ id }) => id));
  });

  it("agrees with the runtime's own idFromString, including errors", async () => {
    const texts = Array.from({ length: 500 }, anyText);
    texts.push("", "é".repeat(32), "\ud800", `${texts[0]}\n`, "0".repeat(63), "0".repeat(65));
    const answers = await workerd.ask<[ours: string, theirs: string][]>("/strings", texts);
    expect(answers).toHaveLength(texts.length);
    for (const [ours, theirs] of answers) expect(ours).toBe(theirs);
    expect(new Set(answers.map(([ours]) => ours.slice(0, 20))).size).toBeGreaterThan(100);
  });

  it("agrees with the runtime's own idFromName, in batches", async () => {
    const names = Array.from({ length: 1500 }, (_, i) => ["short", "é😀", "\udc00", "long ".repeat(40)][i % 4] + i);
    const { ours, theirs } = await workerd.ask<{ ours: string[]; theirs: string[] }>("/names", names);
    expect(ours).toEqual(theirs);
    expect(ours).toEqual(idsFromNames(new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY }), names));
  });

  it("agrees with the runtime on 10,000 IDs in one check", async () => {
    const ids = Array.from({ length: 10_000 }, anyText);
    const { tally, different } = await workerd.ask<{ tally: Tally; different: string[] }>("/bulk", ids);
    expect(different).toEqual([]);
    expect(tally.total).toBe(10_000);
    expect(Math.min(tally.valid, tally.malformed, tally.foreign)).toBeGreaterThan(500);
  });
});
