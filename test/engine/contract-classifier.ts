import { describe, expect, it } from "vitest";
import { createClassifier } from "../../src/engine/select.js";
import type { Classifier, Engine, Verdicts } from "../../src/engine/types.js";
import { NO_NAMESPACE, Verdict } from "../../src/format/verdict.js";
import { SeededRandom } from "../../support/random.js";
import { ORACLE_JURISDICTIONS, oracleClassify, oracleNamedId } from "../oracle.js";
import { anyId, anyRow, lookalike, type TestScope, testNamespace, testScope } from "./samples.js";

/** What no verdict, namespace or jurisdiction of these tests ever is. */
const CANARY = { code: 0xee, namespace: 0xabcd, jurisdiction: 0xdd };

function canaries(count: number): Verdicts {
  return {
    verdicts: new Uint8Array(count).fill(CANARY.code),
    namespaces: new Uint16Array(count).fill(CANARY.namespace),
    jurisdictions: new Uint8Array(count).fill(CANARY.jurisdiction),
  };
}

function fill(classifier: Classifier, rows: readonly Uint8Array[]): void {
  const memory = classifier.rows();
  rows.forEach((row, i) => {
    memory.set(row, i * 64);
  });
}

/** `[verdict, namespace, jurisdiction]` of one index. */
function at(into: Verdicts, i: number): [number, number, number] {
  return [into.verdicts[i], into.namespaces[i], into.jurisdictions[i]];
}

function fromOracle(scopes: readonly TestScope[], row: Uint8Array): [number, number, number] {
  const { verdict, namespace, jurisdiction } = oracleClassify(scopes, Buffer.from(row).toString("latin1"));
  return [Verdict[verdict], namespace ?? NO_NAMESPACE, jurisdiction];
}

/** Runs rows, with canaries on both sides of the results, and holds all of it to the oracle. */
function expectRun(
  classifier: Classifier,
  scopes: readonly TestScope[],
  rows: readonly Uint8Array[],
  offset = 3,
): void {
  const into = canaries(offset + rows.length + 5);
  fill(classifier, rows);
  classifier.run(rows.length, into, offset);
  for (let i = 0; i < into.verdicts.length; i++) {
    const row = rows[i - offset] as Uint8Array | undefined;
    const expected = row === undefined ? [CANARY.code, CANARY.namespace, CANARY.jurisdiction] : fromOracle(scopes, row);
    const given = at(into, i);
    if (given.join() !== expected.join()) {
      expect.fail(
        `index ${i} of ${rows.length} rows from ${offset} on is ${given}, not ${expected}` +
          (row === undefined ? "" : `: ${JSON.stringify(Buffer.from(row).toString("latin1"))}`),
      );
    }
  }
}

const rowOf = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, "latin1"));

/** `classifier`: IDs in batches, against several scopes. */
export function classifierContract(engine: Engine): void {
  const random = new SeededRandom("classifier");
  const first = testNamespace(random.bytes(32));
  const second = testNamespace(random.bytes(32), [
    { name: "moon", code: 1 },
    { name: "eu", code: 2 },
    { name: "far", code: 255 },
  ]);
  const third = testNamespace(random.bytes(32), []);
  const one = [testScope(first)];
  const many = [testScope(first, 2), testScope(second), testScope(first), testScope(third), testScope(second, 1)];
  const restricted = [testScope(first, 3), testScope(first, 1), testScope(second, 255)];
  const lists = { one, many, restricted };

  describe("classifier", () => {
    it("has room for its capacity, of at least one row", () => {
      const classifier = createClassifier(engine, one);
      expect(Number.isInteger(classifier.capacity) && classifier.capacity > 0).toBe(true);
      expect(classifier.rows().length).toBeGreaterThanOrEqual(classifier.capacity * 64);
    });

    for (const [list, scopes] of Object.entries(lists)) {
      it(`counts 0 to 9, and around its capacity, all rows different, at several offsets: ${list}`, () => {
        const classifier = createClassifier(engine, scopes);
        const { capacity } = classifier;
        const counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65];
        for (const count of [...counts, capacity - 1, capacity, 1]) {
          if (count > capacity) continue;
          for (const offset of [0, 1, 7]) {
            const rows = Array.from({ length: count }, () => anyRow(random, scopes));
            expectRun(classifier, scopes, rows, offset);
          }
        }
      });
    }

    it("valid rows alone, each of another jurisdiction than its neighbour", () => {
      const classifier = createClassifier(engine, many);
      const rows = Array.from({ length: Math.min(64, classifier.capacity) }, (_, i) =>
        rowOf(oracleNamedId(first.root, `${i}`, [undefined, ...ORACLE_JURISDICTIONS][i % 5])),
      );
      expectRun(classifier, many, rows);
    });

    it("a malformed or foreign row in each place of a batch, among valid ones", () => {
      const classifier = createClassifier(engine, one);
      const foreign = rowOf(oracleNamedId(second.root, "elsewhere"));
      for (let place = 0; place < 9; place++) {
        for (const bad of [rowOf("-".repeat(64)), rowOf("\xff".repeat(64)), foreign]) {
          const rows = Array.from({ length: 9 }, () => rowOf(anyId(random, one[0])));
          rows[place] = bad;
          expectRun(classifier, one, rows);
        }
      }
    });

    it("every byte that is no hex digit, at every position", () => {
      const classifier = createClassifier(engine, one);
      const rows: Uint8Array[] = [];
      const flush = () => {
        const into = canaries(rows.length);
        fill(classifier, rows);
        classifier.run(rows.length, into, 0);
        rows.forEach((row, i) => {
          if (at(into, i).join() !== `${Verdict.malformed},${NO_NAMESPACE},0`) {
            expect.fail(`${JSON.stringify(Buffer.from(row).toString("latin1"))} is ${at(into, i)}`);
          }
        });
        rows.length = 0;
      };
      const id = rowOf(oracleNamedId(first.root, "lobby"));
      for (let byte = 0; byte < 256; byte++) {
        if (/^[0-9a-fA-F]$/.test(String.fromCharCode(byte))) continue;
        for (let position = 0; position < 64; position++) {
          const row = Uint8Array.from(id);
          row[position] = byte;
          rows.push(row);
          if (rows.length === classifier.capacity) flush();
        }
      }
      flush();
    });

    it("both cases, digit by digit", () => {
      const classifier = createClassifier(engine, one);
      const id = oracleNamedId(first.root, "lobby");
      const upperAt = (i: number) => rowOf(id.slice(0, i) + id.slice(i).toUpperCase());
      for (let i = 0; i < 64; i += 4)
        expectRun(classifier, one, [upperAt(i), upperAt(i + 1), upperAt(i + 2), upperAt(i + 3)]);
    });

    it("byte 15 that looks like a code: tried unrestricted first, in every scope", () => {
      for (const scopes of [one, many, restricted]) {
        const classifier = createClassifier(engine, scopes);
        const rows = Array.from({ length: 9 }, (_, i) => rowOf(lookalike(random, testScope(i % 2 ? first : second))));
        expectRun(classifier, scopes, rows);
      }
    });

    it("the first scope in the list that takes an ID has it, wherever others stand", () => {
      const eu = rowOf(oracleNamedId(first.root, "n", ORACLE_JURISDICTIONS[0]));
      const us = rowOf(oracleNamedId(first.root, "n", ORACLE_JURISDICTIONS[3]));
      const none = rowOf(oracleNamedId(first.root, "n"));
      const orders = [
        [testScope(first), testScope(first, 1)],
        [testScope(first, 1), testScope(first)],
        [testScope(first, 4), testScope(first, 1), testScope(first, 1)],
        [testScope(first, 2), testScope(first, 3)],
        [testScope(third), testScope(first, 2), testScope(second), testScope(first)],
        [testScope(first), testScope(first)],
      ];
      for (const scopes of orders) expectRun(createClassifier(engine, scopes), scopes, [eu, us, none, eu]);
      // Said once by hand, and not by the oracle.
      const into = canaries(3);
      const classifier = createClassifier(engine, [testScope(third), testScope(first, 2), testScope(first, 1)]);
      fill(classifier, [eu, us, none]);
      classifier.run(3, into, 0);
      expect([at(into, 0), at(into, 1), at(into, 2)]).toEqual([
        [Verdict.valid, 2, 1],
        [Verdict.wrongJurisdiction, 1, 4],
        [Verdict.wrongJurisdiction, 1, 0],
      ]);
    });

    it("two namespaces of the same key, with keys of their own objects, and with different tables", () => {
      const twin = testNamespace(first.root, [{ name: "eu", code: 9 }]);
      const scopes = [testScope(twin, 9), testScope(twin), testScope(first)];
      const rows = [
        oracleNamedId(first.root, "n", { name: "eu", code: 9 }),
        oracleNamedId(first.root, "n", { name: "eu", code: 1 }),
        oracleNamedId(first.root, "n"),
      ].map(rowOf);
      expectRun(createClassifier(engine, scopes), scopes, rows);
    });

    it("says the same of rows one by one and in batches of every size", () => {
      for (const scopes of [many, restricted]) {
        const classifier = createClassifier(engine, scopes);
        const rows = Array.from({ length: 60 }, () => anyRow(random, scopes));
        const whole = canaries(rows.length);
        const pieces = canaries(rows.length);
        for (const size of [1, 2, 3, 4, 5, 7, 8, 60]) {
          const into = size === 60 ? whole : pieces;
          for (let from = 0; from < rows.length; from += size) {
            const batch = rows.slice(from, from + size);
            fill(classifier, batch);
            classifier.run(batch.length, into, from);
          }
          if (size !== 60) expect(pieces.verdicts).toEqual(Uint8Array.from(rows, (row) => fromOracle(scopes, row)[0]));
        }
        expect(whole).toEqual(pieces);
      }
    });

    it("classifiers and single calls don't disturb each other, however they alternate", () => {
      const a = createClassifier(engine, one);
      const b = createClassifier(engine, restricted);
      const prepared = engine.prepare(third.keys);
      for (let i = 0; i < 30; i++) {
        expectRun(
          a,
          one,
          Array.from({ length: 1 + random.below(9) }, () => anyRow(random, one)),
        );
        expect(prepared.named(`${i}`, 0)).toBe(oracleNamedId(third.root, `${i}`));
        expectRun(
          b,
          restricted,
          Array.from({ length: 1 + random.below(9) }, () => anyRow(random, restricted)),
        );
      }
    });

    it("thousands of scopes", () => {
      const scopes = Array.from({ length: 3000 }, () => testScope(testNamespace(random.bytes(32), [])));
      const chosen = [0, 1, 1499, 2998, 2999];
      const rows = chosen.map((i) => rowOf(oracleNamedId(scopes[i].root, `object of ${i}`)));
      rows.push(rowOf(oracleNamedId(first.root, "of none of them")));
      const into = canaries(rows.length);
      const classifier = createClassifier(engine, scopes);
      fill(classifier, rows);
      classifier.run(rows.length, into, 0);
      expect([...into.namespaces]).toEqual([...chosen, NO_NAMESPACE]);
      expect([...into.verdicts]).toEqual([0, 0, 0, 0, 0, Verdict.foreign]);
    });

    it("more subnamespaces than codes: thousands of scopes over a few keys", () => {
      const scopes = Array.from({ length: 2000 }, (_, i) => testScope(i % 2 ? first : second, 1 + (i % 2)));
      expectRun(createClassifier(engine, scopes), scopes.slice(0, 2), [
        rowOf(oracleNamedId(first.root, "n", ORACLE_JURISDICTIONS[1])),
        rowOf(oracleNamedId(second.root, "n", { name: "moon", code: 1 })),
        rowOf(oracleNamedId(first.root, "n", ORACLE_JURISDICTIONS[2])),
      ]);
    });
  });
}
