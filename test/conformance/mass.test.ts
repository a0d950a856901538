import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeWtf8 } from "../../src/format/wtf8.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";
import { startWorkerd } from "../../support/workerd/runtime.js";
import type { MintAnswer, MintQuestion } from "./questions.js";
import { BLOCK_BOUNDARIES, boundaryNames, longNames, randomString, stringOfBytes } from "./strings.js";

/** Another one each time; `CONFORMANCE_SEED` repeats a run that failed. */
const SEED = Number(process.env.CONFORMANCE_SEED ?? Math.floor(Math.random() * 2 ** 32));
const KEYS = 48;
const NAMES = 100;
const UNIQUE = 25;
const FOREIGN = "Durable Object ID is not valid for this namespace.";

const random = new SeededRandom(SEED);

/**
 * Unique keys of every kind but one: a text of Cap'n Proto has to be UTF-8, so no configuration of workerd can hold a
 * lone surrogate (it refuses to start). How such a key is hashed is for our format alone to say; in names, workerd takes
 * them.
 */
const uniqueKeys = [
  ...new Set([
    "",
    "chat-ChatRoom",
    "a\0b",
    "\0",
    "\ufeff",
    "ключ-😀",
    "x".repeat(10_000),
    ...BLOCK_BOUNDARIES.filter((bytes) => bytes % 4 < 2).map((bytes) => stringOfBytes(random, bytes, "two")),
    ...Array.from({ length: KEYS }, () => randomString(random, 90, false)),
  ]),
].slice(0, KEYS);

const spaces = uniqueKeys.map((uniqueKey, i) => {
  const library = new DurableObjectNamespace({ uniqueKey });
  const names = [
    ...Array.from({ length: NAMES }, () => randomString(random, 150, true)),
    ...(i % 8 === 1 ? boundaryNames(random) : []),
    ...(i % 16 === 2 ? longNames(random) : []),
  ];
  const named = names.map((name) => library.idFromName(name));
  const unique = Array.from({ length: UNIQUE }, () => String(library.newUniqueId()));
  return { binding: `space${i}`, uniqueKey, library, names, named, ids: [...named.map(String), ...unique] };
});

type Space = (typeof spaces)[number];

/** The namespace after this one, which has another key. */
function neighbour(i: number): Space {
  return spaces[(i + 1) % spaces.length] as Space;
}

describe(`thousands of random names and keys, in the library and in a real workerd (CONFORMANCE_SEED=${SEED})`, () => {
  let answers: MintAnswer[];
  let stop = async () => {};

  beforeAll(async () => {
    const running = await startWorkerd({ entry: "test/conformance/worker.ts", namespaces: spaces });
    stop = running.stop;
    const questions = spaces.map(
      ({ binding, names, ids }, i): MintQuestion => ({
        binding,
        names,
        unique: UNIQUE,
        strings: [...ids, ...neighbour(i).ids],
      }),
    );
    answers = await running.ask("/mint", questions);
  });

  afterAll(() => stop());

  function forEachSpace(compare: (space: Space, answer: MintAnswer, i: number) => void): void {
    expect(answers).toHaveLength(KEYS);
    for (const [i, space] of spaces.entries()) compare(space, answers[i] as MintAnswer, i);
  }

  it("reaches every length in bytes around the blocks of SHA-256, and 100 KB", () => {
    const lengths = new Set(spaces.flatMap(({ names }) => names.map((name) => encodeWtf8(name).length)));
    for (const length of [...BLOCK_BOUNDARIES, 65_536, 102_400]) expect(lengths).toContain(length);
    expect(spaces.flatMap(({ names }) => names).length).toBeGreaterThan(5_000);
  });

  it("gives the same ID for every name, and reads the name back alike", () => {
    forEachSpace(({ named, uniqueKey }, { named: theirs, readBack }) => {
      const ours = named.map((id) => ({ digits: String(id), name: id.name }));
      expect(ours, JSON.stringify(uniqueKey)).toEqual(theirs.map((digits, i) => ({ digits, name: readBack[i] })));
    });
  });

  it("makes IDs, named and unique, that workerd accepts in their namespace and in no other", () => {
    forEachSpace(({ ids }, { verdicts }, i) => {
      expect(verdicts).toEqual([...ids, ...neighbour(i).ids.map(() => FOREIGN)]);
    });
  });

  it("accepts the IDs that workerd makes, named and unique, in their namespace and in no other", () => {
    forEachSpace(({ library }, { named, unique }, i) => {
      expect(unique).toHaveLength(UNIQUE);
      for (const digits of [...named, ...unique]) {
        expect(String(library.idFromString(digits))).toBe(digits);
        expect(() => neighbour(i).library.idFromString(digits)).toThrow(FOREIGN);
      }
    });
  });
});
