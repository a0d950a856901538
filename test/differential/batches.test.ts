import { describe, expect, it } from "vitest";
import { TILE } from "../../src/engine/kernel.js";
import type { EngineName } from "../../src/engine/types.js";
import { SeededRandom } from "../../support/random.js";
import { anyRow } from "../engine/samples.js";
import { oracleNamedId } from "../oracle.js";
import {
  answersOf,
  ENGINES,
  expectAgreement,
  expectAnswers,
  type Listed,
  makePlace,
  oracleAnswers,
  oracleScopes,
  rowsOf,
  validatorOf,
} from "./engines.js";

/** Strings joined at a time: as in src/bulk/ingest.ts. */
const JOINED = 256;

const random = new SeededRandom("batches");
const rooms = makePlace(random.bytes(32));
const moon = makePlace(random.bytes(32), [
  { name: "near", code: 1 },
  { name: "far", code: 255 },
]);
const one: Listed[] = [[rooms, 0]];
const several: Listed[] = [
  [rooms, 3],
  [moon, 255],
  [moon, 0],
  [rooms, 1],
];
const scopes = oracleScopes([...one, ...several]);
const anyTexts = (count: number) =>
  Array.from({ length: count }, () => Buffer.from(anyRow(random, scopes)).toString("latin1"));

describe("batches of every size", () => {
  const around = [JOINED, TILE, TILE + JOINED, 2 * TILE, 3 * TILE].flatMap((size) => [size - 1, size, size + 1]);
  it.each([...Array(10).keys(), 63, 64, 65, ...around])("%i IDs, all different", (count) => {
    for (const list of [one, several]) expectAgreement(list, anyTexts(count));
  });

  it("one special ID at each position around the ends of a batch", () => {
    const good = Array.from({ length: 2 * TILE + 2 }, (_, i) => oracleNamedId(rooms.root, `${i}`));
    const odd = [oracleNamedId(moon.root, "x"), "-".repeat(64), "é".repeat(64), ""];
    for (const engine of ENGINES) {
      const validator = validatorOf(engine, one);
      for (const edge of [0, JOINED, TILE, TILE + JOINED, 2 * TILE]) {
        for (const place of [edge - 2, edge - 1, edge, edge + 1].filter((at) => at >= 0)) {
          for (const text of odd) {
            const { verdicts, tally } = validator.check(good.with(place, text));
            expect([tally.valid, verdicts.findIndex((code) => code !== 0)]).toEqual([good.length - 1, place]);
          }
        }
      }
    }
  });
});

describe.each(ENGINES)("the same IDs, on %s", (engine: EngineName) => {
  it.each([
    ["one namespace", one],
    ["several", several],
  ])("one by one, in one batch, in many small ones, as strings and as bytes: %s", (_what, list) => {
    const texts = anyTexts(1100);
    const wanted = oracleAnswers(list, texts);
    const validator = validatorOf(engine, list);
    const bytes = rowsOf(texts);
    for (const size of [1, 2, 3, 5, 31, JOINED + 1, TILE - 1, TILE, TILE + 1, texts.length]) {
      const answers = { strings: [] as string[], bytes: [] as string[] };
      for (let at = 0; at < texts.length; at += size) {
        answers.strings.push(...answersOf(validator.check(texts.slice(at, at + size))));
        answers.bytes.push(...answersOf(validator.check(bytes.subarray(64 * at, 64 * (at + size)))));
      }
      expectAnswers(`strings by ${size}`, texts, answers.strings, wanted);
      expectAnswers(`bytes by ${size}`, texts, answers.bytes, wanted);
    }
  });

  it("in any order", () => {
    const texts = anyTexts(700);
    const order = texts.map((_, i) => i).sort(() => random.below(3) - 1);
    const wanted = oracleAnswers(several, texts);
    const shuffled = order.map((i) => texts[i]);
    const given = answersOf(validatorOf(engine, several).check(shuffled));
    expectAnswers(
      "shuffled",
      shuffled,
      given,
      order.map((i) => wanted[i]),
    );
  });

  it("one ID a thousand times, and each verdict a thousand times", () => {
    const validator = validatorOf(engine, several);
    for (const text of anyTexts(40)) {
      const texts = Array<string>(1000).fill(text);
      const [wanted] = oracleAnswers(several, [text]);
      expectAnswers("repeated", texts, answersOf(validator.check(texts)), Array<string>(1000).fill(wanted));
    }
  });
});
