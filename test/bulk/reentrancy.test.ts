import { describe, expect, it } from "vitest";
import type { EngineName } from "../../src/engine/types.js";
import { NO_NAMESPACE } from "../../src/format/verdict.js";
import { createValidator, DurableObjectNamespace, idsFromNames, Verdict } from "../../src/index.js";

/** An array that runs `during` whenever its item at `index` is read. */
function trapped<Item>(items: Item[], index: number, during: () => void): Item[] {
  const item = items[index];
  return Object.defineProperty(items, index, {
    get: () => {
      during();
      return item;
    },
  });
}

describe.each<EngineName>(["wasm", "pure"])("what a caller's own code does in mid-call, on %s", (engine) => {
  const rooms = new DurableObjectNamespace({ uniqueKey: "rooms", engine });
  const strangers = new DurableObjectNamespace({ uniqueKey: "strangers", engine });
  const good = idsFromNames(
    rooms,
    Array.from({ length: 1200 }, (_, i) => `${i}`),
  );
  const foreign = idsFromNames(
    strangers,
    Array.from({ length: 1200 }, (_, i) => `${i}`),
  );
  const validator = createValidator([rooms]);
  let longer = 1;

  /** Whatever else uses the engine's memory, or makes it move. */
  const intrusions: Record<string, () => void> = {
    "checks with another validator": () => createValidator([strangers, rooms]).check(good),
    "checks the same with the same validator": () => validator.check(foreign.slice(0, 700)),
    "checks more with the same validator": () => validator.check([...foreign, ...foreign]),
    "derives from many names": () => idsFromNames(strangers, foreign),
    "derives from a name that makes memory grow": () => rooms.idFromName("long".repeat(50_000 * longer++)),
    "reads an ID": () => rooms.idFromString(good[7]),
    "makes a namespace": () => new DurableObjectNamespace({ uniqueKey: `new ${longer++}`, engine }).newUniqueId(),
    "asks for a new jurisdiction": () =>
      new DurableObjectNamespace({ uniqueKey: `new ${longer++}`, engine }).jurisdiction("us").newUniqueId(),
  };

  for (const [what, during] of Object.entries(intrusions)) {
    it(`${what}, while a check reads its IDs`, () => {
      for (const index of [0, 255, 256, 300, 511, 512, 513, 1199]) {
        const ids = Array.from({ length: 1200 }, (_, i) => [good[i], foreign[i], "no ID"][i % 3]);
        const { verdicts, namespaces, tally } = validator.check(trapped(ids, index, during));
        expect(verdicts).toEqual(Uint8Array.from(good, (_, i) => [0, Verdict.foreign, Verdict.malformed][i % 3]));
        expect(namespaces).toEqual(Uint16Array.from(good, (_, i) => (i % 3 ? NO_NAMESPACE : 0)));
        expect(tally).toEqual({ total: 1200, valid: 400, malformed: 400, foreign: 400, wrongJurisdiction: 0 });
      }
    });

    it(`${what}, while names are made strings`, () => {
      for (const index of [0, 1, 511, 512, 1199]) {
        const names: unknown[] = Array.from({ length: 1200 }, (_, i) => `${i}`);
        names[index] = {
          toString: () => {
            during();
            return `${index}`;
          },
        };
        expect(idsFromNames(rooms, names as string[])).toEqual(good);
      }
    });
  }

  it("each item is read once", () => {
    const reads = new Uint8Array(good.length);
    const counting = new Proxy(good, {
      get(ids, key) {
        if (typeof key === "string" && Number(key) >= 0) reads[Number(key)]++;
        return Reflect.get(ids, key);
      },
    });
    expect(validator.check(counting).tally.valid).toBe(good.length);
    expect(reads).toEqual(new Uint8Array(good.length).fill(1));
  });

  it("a getter that throws: its error comes out, and the next check is none the worse", () => {
    const ids = trapped([...good], 600, () => {
      throw new Error("not this one");
    });
    expect(() => validator.check(ids)).toThrow("not this one");
    expect(validator.check(good).tally.valid).toBe(1200);
  });
});
