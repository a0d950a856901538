import { createValidator, type DurableObjectId, DurableObjectNamespace, Verdict } from "../../../src/index.js";
import { type Material, MUTATIONS, type Source } from "./mutate.js";

/** What came of a trial: both faults are to be 0. */
export interface TrialResult {
  readonly mutated: number;
  /** Mutated IDs that any of the public calls took. */
  readonly accepted: number;
  readonly minted: number;
  /** Minted IDs that any of the public calls refused, or took for another jurisdiction's. */
  readonly refused: number;
  /** How many of both were put to `idFromString` and `tryIdFromString` too. */
  readonly single: number;
  /** How many IDs came of each mutation. */
  readonly byMutation: ReadonlyMap<string, number>;
}

const PLACES = [undefined, "eu", "fedramp", "fedramp-high", "us"] as const;
const CODES: Readonly<Record<string, number>> = { eu: 1, fedramp: 2, "fedramp-high": 3, us: 4 };
/** IDs of one check. */
const BATCH = 10_000;
/** Siblings and strangers made for each batch. */
const OTHERS = 200;
/** Each so-many-th ID goes through the single calls as well. A prime, so that it meets every way of minting. */
const SAMPLE = 37;

/** Mints as many IDs as it mutates, and puts all of them to the validator. */
export function runTrial(count: number, random: Source): TrialResult {
  const rooms = new DurableObjectNamespace({ key: random.bytes(32), randomBytes: random.bytes });
  const stranger = new DurableObjectNamespace({ key: random.bytes(32), randomBytes: random.bytes });
  const mutations = Object.entries(MUTATIONS);
  const byMutation = new Map(mutations.map(([name]) => [name, 0]));
  const judge = new Judge(rooms);
  let accepted = 0;
  let refused = 0;

  for (let done = 0; done < count; done += BATCH) {
    const size = Math.min(BATCH, count - done);
    const ids = Array.from({ length: size }, (_, i) => mint(rooms, done + i));
    const texts = ids.map(String);
    refused += judge.refused(ids, texts);
    const siblings = Array.from({ length: OTHERS }, (_, i) => String(mint(rooms, count + i)));
    const strangers = Array.from({ length: OTHERS }, (_, i) => String(mint(stranger, done + i)));
    const material: Material = {
      bytes: random.bytes,
      below: (limit) => random.below(limit),
      sibling: () => siblings[random.below(OTHERS)],
      stranger: () => strangers[random.below(OTHERS)],
    };
    const mutated = texts.map((text, i) => {
      const [name, mutate] = mutations[(done + i) % mutations.length];
      byMutation.set(name, (byMutation.get(name) ?? 0) + 1);
      return mutateOnce(text, mutate, material);
    });
    accepted += judge.accepted(mutated);
  }
  return { mutated: count, accepted, minted: count, refused, single: judge.single, byMutation };
}

/** An ID of the `i`th kind: named or unique, of a jurisdiction or of none. */
function mint(namespace: DurableObjectNamespace, i: number): DurableObjectId {
  const place = PLACES[i % PLACES.length];
  if (i % 2 === 0) return namespace.newUniqueId({ jurisdiction: place });
  return (place === undefined ? namespace : namespace.jurisdiction(place)).idFromName(`object ${i}`);
}

/** A mutation that changes something: chance can give back the same digits. */
function mutateOnce(id: string, mutate: (id: string, material: Material) => string, material: Material): string {
  for (let tries = 0; tries < 1000; tries++) {
    const mutated = mutate(id, material);
    if (mutated !== id) return mutated;
  }
  throw new Error(`This mutation gives ${id} again and again: ${mutate}`);
}

/** Counts what the public calls get wrong. */
class Judge {
  single = 0;
  readonly #rooms: DurableObjectNamespace;
  readonly #validator: ReturnType<typeof createValidator>;

  constructor(rooms: DurableObjectNamespace) {
    this.#rooms = rooms;
    this.#validator = createValidator([rooms]);
  }

  refused(ids: readonly DurableObjectId[], texts: readonly string[]): number {
    const { verdicts, jurisdictions } = this.#validator.check(texts);
    return ids.filter(({ jurisdiction }, i) => {
      if (verdicts[i] !== Verdict.valid || jurisdictions[i] !== (CODES[jurisdiction ?? ""] ?? 0)) return true;
      return i % SAMPLE === 0 && !this.#isTaken(texts[i], jurisdiction);
    }).length;
  }

  accepted(texts: readonly string[]): number {
    const { verdicts } = this.#validator.check(texts);
    return texts.filter((text, i) => {
      if (verdicts[i] === Verdict.valid) return true;
      return i % SAMPLE === 0 && !this.#isLeft(text);
    }).length;
  }

  #isTaken(text: string, jurisdiction: string | undefined): boolean {
    this.single++;
    const tried = this.#rooms.tryIdFromString(text);
    return tried?.jurisdiction === jurisdiction && tried !== undefined && this.#rooms.idFromString(text).equals(tried);
  }

  #isLeft(text: string): boolean {
    this.single++;
    if (this.#rooms.tryIdFromString(text) !== undefined) return false;
    try {
      this.#rooms.idFromString(text);
      return false;
    } catch {
      return true;
    }
  }
}
