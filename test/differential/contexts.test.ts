import { describe, expect, it } from "vitest";
import { CONTEXT_SLOTS } from "../../src/engine/kernel.js";
import { createValidator, idsFromNames } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";
import { type OracleJurisdiction, oracleNamedId } from "../oracle.js";
import { PreparedOracle } from "../prepared-oracle.js";
import {
  answersOf,
  ENGINES,
  expectAgreement,
  expectAnswers,
  type Listed,
  makePlace,
  oracleAnswers,
  type Place,
  validatorOf,
} from "./engines.js";

/** Its own 255 jurisdictions: every possible code. */
const EVERY_CODE: readonly OracleJurisdiction[] = Array.from({ length: 255 }, (_, i) => ({
  name: `j${i + 1}`,
  code: i + 1,
}));

const random = new SeededRandom("contexts");
const place = () => makePlace(random.bytes(32));
/** An ID of a place, of a jurisdiction by its index in the table; -1 for none. */
const idOf = ({ root, jurisdictions }: Place, name: string, index = -1) =>
  oracleNamedId(root, name, jurisdictions[index]);

describe("more keys than the kernel has room for", () => {
  const places = Array.from({ length: 3 * CONTEXT_SLOTS + 5 }, place);
  const orders: Record<string, number[]> = {
    forwards: places.map((_, i) => i),
    backwards: places.map((_, i) => places.length - 1 - i),
    "by strides": places.map((_, i) => (i * 64) % places.length),
    "to and fro": places.map((_, i) => (i % 2 ? i : places.length - 1 - i)),
    "at random": places.map(() => random.below(places.length)),
    "two that share a slot": places.map((_, i) => (i % 2 ? 0 : CONTEXT_SLOTS)),
  };

  it.each(Object.entries(orders))("single calls %s", (_what, order) => {
    for (const i of order) {
      const name = `${random.below(1000)}`;
      const index = random.below(5) - 1;
      const id = idOf(places[i], name, index);
      const jurisdiction = places[i].jurisdictions[index]?.name;
      for (const engine of ENGINES) {
        const namespace = places[i].on[engine];
        expect(String(namespace.jurisdiction(jurisdiction).idFromName(name))).toBe(id);
        expect(namespace.tryIdFromString(id)?.jurisdiction).toBe(jurisdiction);
        expect(places[(i + 1) % places.length].on[engine].tryIdFromString(id)).toBeUndefined();
      }
    }
  });

  it("all of them in one validator, with IDs of every jurisdiction and of none", () => {
    const texts = places.flatMap((one, i) => Array.from({ length: 5 }, (_, j) => idOf(one, `${i}`, j - 1)));
    texts.sort(() => random.below(3) - 1);
    expectAgreement(
      places.map((one): Listed => [one, 0]),
      texts,
    );
  });

  it.each([CONTEXT_SLOTS - 1, CONTEXT_SLOTS, CONTEXT_SLOTS + 1])("lists of %i", (count) => {
    const list = places.slice(0, count).map((one, i): Listed => [one, i % 5]);
    expectAgreement(
      list,
      list.flatMap(([one], i) => [idOf(one, `${i}`, (i % 5) - 1), idOf(one, `${i}`, (i + 1) % 4)]),
    );
  });

  it("thousands of namespaces: each finds its own", () => {
    const many = Array.from({ length: 3000 }, place);
    const texts = Array.from({ length: 600 }, (_, i) => idOf(many[(i * 1009) % 3000], "n", (i % 5) - 1));
    // All of them on the fast engine, and a tenth on the other. The expected namespace follows from how an ID was made.
    for (const [engine, count] of [
      ["wasm", 600],
      ["pure", 60],
    ] as const) {
      const validator = validatorOf(
        engine,
        many.map((one): Listed => [one, 0]),
      );
      const wanted = texts.slice(0, count).map((_, i) => `0,${(i * 1009) % 3000},${i % 5}`);
      expectAnswers(engine, texts, answersOf(validator.check(texts.slice(0, count))), wanted);
    }
  });
});

describe("keys that are prepared during a run", () => {
  it.each(ENGINES)("a jurisdiction's first ID comes after thousands without one, on %s", (engine) => {
    const late = place();
    const list: Listed[] = [
      [late, 0],
      [place(), 0],
    ];
    const texts = Array.from({ length: 2200 }, (_, i) =>
      idOf(late, `${i}`, i < 700 ? -1 : i < 1400 ? (i % 2) - 1 : (i % 5) - 1),
    );
    const validator = validatorOf(engine, list);
    expectAnswers("all", texts, answersOf(validator.check(texts)), oracleAnswers(list, texts));
    expectAnswers("again", texts, answersOf(validator.check(texts)), oracleAnswers(list, texts));
  });

  it.each(ENGINES)("namespaces are opened, used and forgotten between the checks of another, on %s", (engine) => {
    const old = [place(), place()];
    const list = old.map((one, i): Listed => [one, i]);
    const validator = validatorOf(engine, list);
    const texts = Array.from({ length: 40 }, (_, i) => idOf(old[i % 2], `${i}`, (i % 5) - 1));
    const wanted = oracleAnswers(list, texts);
    for (let i = 0; i < 2 * CONTEXT_SLOTS; i++) {
      const fresh = place();
      const id = fresh.on[engine].jurisdiction("us").idFromName(`${i}`);
      expect(String(id)).toBe(idOf(fresh, `${i}`, 3));
      expectAnswers(`after ${i}`, texts, answersOf(validator.check(texts)), wanted);
    }
  });
});

describe("memory that grows during a run", () => {
  it.each(ENGINES)("between the checks and the calls of others, on %s", (engine) => {
    const [grower, checker, reader] = [place(), place(), place()];
    const list: Listed[] = [
      [checker, 1],
      [reader, 0],
    ];
    const validator = validatorOf(engine, list);
    const texts = Array.from({ length: 1030 }, (_, i) => idOf(i % 2 ? checker : reader, `${i}`, (i % 5) - 1));
    const wanted = oracleAnswers(list, texts);
    for (let i = 1; i <= 8; i++) {
      const long = "long ".repeat(i * 40_000);
      const names = ["short", long, "short again"];
      const oracle = new PreparedOracle(grower);
      expect(idsFromNames(grower.on[engine], names)).toEqual(names.map((name) => oracle.named(name, undefined)));
      expectAnswers(`grown ${i} times`, texts, answersOf(validator.check(texts)), wanted);
      expect(String(reader.on[engine].idFromName(long))).toBe(idOf(reader, long));
      expect(reader.on[engine].tryIdFromString(texts[1])).toBeUndefined();
      expect(String(reader.on[engine].idFromString(texts[0].toUpperCase()))).toBe(texts[0]);
    }
  });

  it("a validator's results don't share the memory that moves", () => {
    const grower = place();
    const validator = validatorOf("wasm", [[grower, 0]]);
    const result = validator.check(Array.from({ length: 9 }, (_, i) => idOf(grower, `${i}`)));
    grower.on.wasm.idFromName("n".repeat(3_000_000));
    expect(answersOf(result)).toEqual(Array(9).fill("0,0,0"));
  });
});

describe("several validators and namespaces, interleaved", () => {
  it.each(ENGINES)("each gives the same results as by itself, on %s", (engine) => {
    const places = [
      place(),
      place(),
      makePlace(random.bytes(32), EVERY_CODE.slice(0, 9)),
      makePlace(random.bytes(32), []),
    ];
    const lists = Array.from({ length: 12 }, () =>
      Array.from({ length: 1 + random.below(6) }, (): Listed => {
        const one = random.pick(places);
        return [one, random.pick([0, ...one.jurisdictions.map(({ code }) => code)])];
      }),
    );
    const validators = lists.map((list) => validatorOf(engine, list));
    const texts = Array.from({ length: 60 }, (_, i) => {
      const one = places[i % 4];
      return idOf(one, `${i}`, random.below(one.jurisdictions.length + 1) - 1);
    });
    const wanted = lists.map((list) => oracleAnswers(list, texts));
    for (let i = 0; i < 300; i++) {
      const at = random.below(lists.length);
      const from = random.below(texts.length);
      const to = from + random.below(texts.length - from + 1);
      const given = answersOf(validators[at].check(texts.slice(from, to)));
      expectAnswers(`validator ${at}`, texts.slice(from, to), given, wanted[at].slice(from, to));
      const one = random.pick(places);
      expect(String(one.on[engine].idFromName(`${i}`))).toBe(idOf(one, `${i}`));
    }
  });

  it("namespaces of both engines in one validator use the requested engine", () => {
    const [one, other] = [place(), place()];
    for (const engine of ENGINES) {
      const validator = createValidator([one.on.pure, other.on.wasm, one.on.wasm.jurisdiction("eu")], { engine });
      const texts = [idOf(other, "n", 2), idOf(one, "n", 0), idOf(one, "n"), idOf(place(), "n")];
      expect(answersOf(validator.check(texts))).toEqual(["0,1,3", "0,0,1", "0,0,0", "2,65535,0"]);
    }
  });
});

describe("tables of 255 codes", () => {
  const full = makePlace(random.bytes(32), EVERY_CODE);
  const texts = [
    ...EVERY_CODE.map((_, i) => idOf(full, "n", i)),
    ...Array.from({ length: 256 }, (_, i) => idOf(full, `${i}`)),
    ...EVERY_CODE.map((_, i) => idOf(place(), `${i}`)),
  ];
  // Each again with the code of its neighbour.
  texts.push(
    ...texts.slice(0, 255).map((id, i) => id.slice(0, 30) + texts[(i + 1) % 255].slice(30, 32) + id.slice(32)),
  );

  it.each([
    ["the namespace", [0]],
    ["subnamespaces", [255, 1, 128]],
    ["all of its subnamespaces", EVERY_CODE.map(({ code }) => code)],
    ["some, and then itself", [7, 0, 8]],
  ])("%s", (_what, codes) => {
    expectAgreement(
      codes.map((code): Listed => [full, code]),
      texts,
    );
  });
});
