import { describe, expect, it } from "vitest";
import { Repairer } from "../../../src/bulk/repair/repairer.js";
import type { Classifier, Engine, PreparedNamespace } from "../../../src/engine/types.js";
import { Verdict } from "../../../src/format/verdict.js";
import { testNamespace, testScope } from "../../engine/samples.js";

const BASE = "37023debd1b63e0cd6d39deca1fb548d";

/** A repairer for keys with these tags, whatever the base is. All of `valid` are IDs: no real engine has two so similar ones. */
function repairerOf(tags: readonly string[], valid: (id: string) => boolean): Repairer {
  const left = [...tags];
  const engine = {
    name: "pure",
    prepare: () => {
      const tag = left.shift() ?? "";
      const prepared: Pick<PreparedNamespace, "unique"> = { unique: (base) => Buffer.from(base).toString("hex") + tag };
      return prepared as PreparedNamespace;
    },
  } as Engine;
  const rows = new Uint8Array(512 * 64);
  const classifier: Classifier = {
    capacity: 512,
    rows: () => rows,
    run(count, into) {
      for (let i = 0; i < count; i++) {
        const id = Buffer.from(rows.subarray(64 * i, 64 * i + 64)).toString();
        into.verdicts[i] = valid(id) ? Verdict.valid : Verdict.foreign;
      }
    },
  };
  const scopes = tags.map(() => testScope(testNamespace(new Uint8Array(32), [])));
  return new Repairer(engine, scopes, classifier);
}

describe("a damaged text that could be either of two IDs", () => {
  it("is not repaired: two tags that are like the stored one", () => {
    const tags = ["0".repeat(32), `${"0".repeat(31)}1`];
    const stored = `${BASE}${"0".repeat(31)}2`;
    const ids = tags.map((tag) => BASE + tag);
    const repair = (...valid: string[]) => repairerOf(tags, (id) => valid.includes(id)).repair(stored)?.id;
    expect([repair(ids[0]), repair(ids[1])]).toEqual(ids);
    expect(repair(...ids)).toBeUndefined();
  });

  it("is not repaired: two first halves that have the stored tag", () => {
    const tag = "f".repeat(32);
    const ids = [`4${BASE.slice(1)}${tag}`, `5${BASE.slice(1)}${tag}`];
    const repair = (...valid: string[]) =>
      repairerOf(["0".repeat(32)], (id) => valid.includes(id)).repair(BASE + tag)?.id;
    expect([repair(ids[0]), repair(ids[1])]).toEqual(ids);
    expect(repair(...ids)).toBeUndefined();
  });
});
