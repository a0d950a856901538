import { describe, expect, it } from "vitest";
import { SeededRandom } from "../../../support/random.js";
import { anyRow, testNamespace, testScope } from "../../engine/samples.js";
import { oracleClassify, oracleNamedId, oracleUniqueId } from "../../oracle.js";
import { PreparedOracle, PreparedOracleList } from "../../prepared-oracle.js";
import { MUTATIONS } from "../mutations/mutate.js";
import { Disagreement } from "./disagreement.js";
import { judge, judgeSingly } from "./judge.js";
import { MALFORMATIONS } from "./malform.js";
import { addCounts, noCounts, runTrial } from "./trial.js";
import { ENGINES, makeWorld } from "./world.js";

const MINTED = [
  "named",
  "named, of a jurisdiction",
  "unique",
  "unique, of a jurisdiction",
  "unique, byte 15 like a code",
];

describe("the differential trial (`npm run differential` runs it ten million times)", () => {
  it("on 50,000 IDs of every kind all engines and the oracle agree", () => {
    const { byKind, byVerdict, singly } = runTrial(50_000, "in the tests");
    const kinds = [...MINTED, "upper case", "mixed case", ...Object.keys(MUTATIONS), ...Object.keys(MALFORMATIONS)];
    expect([...byKind.keys()].sort()).toEqual(kinds.sort());
    expect(Math.min(...byKind.values())).toBeGreaterThan(200);
    expect([...byVerdict.keys()].sort()).toEqual(["foreign", "malformed", "valid", "wrongJurisdiction"]);
    expect(Math.min(...byVerdict.values())).toBeGreaterThan(2000);
    expect(singly).toBe(Math.ceil(50_000 / 7));
  });

  it("runs the same again for the same seed, and counts add up", () => {
    const once = runTrial(500, "a seed");
    expect(runTrial(500, "a seed")).toEqual(once);
    expect(runTrial(500, "another")).not.toEqual(once);
    const sum = noCounts();
    addCounts(sum, once);
    addCounts(sum, once);
    expect([...sum.byKind.values()].reduce((a, b) => a + b)).toBe(1000);
    expect(sum.singly).toBe(2 * once.singly);
  });

  it("every malformation leaves no ID", () => {
    const random = new SeededRandom("malformations");
    const id = oracleNamedId(random.bytes(32), "lobby");
    for (const [kind, malform] of Object.entries(MALFORMATIONS)) {
      for (let i = 0; i < 200; i++) expect(malform(id, random), kind).not.toMatch(/^[0-9a-f]{64}$/i);
    }
  });

  it("names both engines", () => {
    const world = makeWorld(new SeededRandom("engines"));
    expect(world.lists.map(({ validators }) => validators.map(({ engine }) => engine))).toEqual(
      world.lists.map(() => ENGINES),
    );
  });

  it("would notice: an oracle of other keys, or of another order, disagrees at once", () => {
    const world = makeWorld(new SeededRandom("a"));
    const [one, several] = world.lists;
    const other = makeWorld(new SeededRandom("b"));
    const id = String(world.places[0].namespaces[0].idFromName("lobby"));
    const elsewhere = String(world.places[1].namespaces[1].idFromName("lobby"));
    const mixed = { ...several, oracle: new PreparedOracleList([]) };
    for (const [list, text] of [
      [{ ...one, oracle: other.lists[0].oracle }, id],
      [{ ...several, oracle: one.oracle }, elsewhere],
      [mixed, id],
    ] as const) {
      expect(() => judge(list, [text])).toThrow(Disagreement);
    }
    expect(() => judgeSingly({ ...one.scopes[0], oracle: other.lists[0].oracle }, id)).toThrow(
      /oracle: "ERR_DO_ID_FOREIGN"/,
    );
    expect(judge(one, [id, "no ID"]).map(({ verdict }) => verdict)).toEqual(["valid", "malformed"]);
  });
});

describe("the prepared oracle", () => {
  const random = new SeededRandom("prepared oracle");
  const places = [testNamespace(random.bytes(32)), testNamespace(random.bytes(32), [{ name: "far", code: 255 }])];

  it("is the plain one, only faster", () => {
    const [a, b] = places;
    const lists = [
      [testScope(a)],
      [testScope(b), testScope(a)],
      [testScope(a, 2), testScope(b, 255), testScope(a, 1)],
      [testScope(b, 255), testScope(a, 4), testScope(b)],
    ];
    for (const scopes of lists) {
      const prepared = new PreparedOracleList(scopes);
      for (let i = 0; i < 500; i++) {
        const text = Buffer.from(anyRow(random, [testScope(a), testScope(b)])).toString("latin1");
        expect(prepared.classify(text)).toEqual(oracleClassify(scopes, text));
      }
    }
  });

  it("derives the same IDs", () => {
    for (const place of places) {
      const prepared = new PreparedOracle(place);
      for (const jurisdiction of [undefined, ...place.jurisdictions]) {
        const base = random.bytes(16);
        expect(prepared.unique(base, jurisdiction)).toBe(oracleUniqueId(place.root, base, jurisdiction));
        expect(prepared.named("\ud800é", jurisdiction)).toBe(oracleNamedId(place.root, "\ud800é", jurisdiction));
      }
    }
  });
});
