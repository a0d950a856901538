import type { SeededRandom } from "../../../support/random.js";
import { type Material, MUTATIONS } from "../mutations/mutate.js";
import { MALFORMATIONS } from "./malform.js";
import { type Minted, mint } from "./mint.js";
import type { List, World } from "./world.js";

/** A string to be judged, and what was done to get it. */
export interface Case {
  readonly kind: string;
  readonly text: string;
}

/** IDs of one namespace and jurisdiction that are minted together. */
const GROUP = 64;
const STRANGERS = 64;

type Change = (minted: Minted) => Case;

/** Cases of every kind, about as many of each, but for IDs as they were minted: a quarter. Most are of the list's places. */
export function makeCases(random: SeededRandom, world: World, list: List, count: number): Case[] {
  const pool: Minted[] = [];
  while (pool.length < count) {
    const places = random.below(8) === 0 ? world.places : list.places;
    pool.push(...mint(random, random.pick(places), Math.min(GROUP, count - pool.length)));
  }
  const strangers = mint(random, world.stranger, STRANGERS);
  const changes = changesWith(random, {
    bytes: random.bytes,
    below: (limit) => random.below(limit),
    sibling: () => random.pick(pool).id,
    stranger: () => random.pick(strangers).id,
  });
  return pool.map((minted, i) => changes[(i + random.below(changes.length)) % changes.length](minted));
}

function changesWith(random: SeededRandom, material: Material): Change[] {
  const asItIs: Change = ({ kind, id }) => ({ kind, text: id });
  const cases: Change[] = [
    ({ id }) => ({ kind: "upper case", text: id.toUpperCase() }),
    ({ id }) => ({ kind: "mixed case", text: mixedCase(id, random.bytes(64)) }),
  ];
  const mutations = Object.entries(MUTATIONS).map(([kind, mutate]): Change => {
    return ({ id }) => ({ kind, text: mutate(id, material) });
  });
  const malformations = Object.entries(MALFORMATIONS).map(([kind, malform]): Change => {
    return ({ id }) => ({ kind, text: malform(id, random) });
  });
  return [...Array<Change>(10).fill(asItIs), ...cases, ...mutations, ...malformations];
}

function mixedCase(id: string, coins: Uint8Array): string {
  let text = "";
  for (let i = 0; i < id.length; i++) text += coins[i] & 1 ? id[i].toUpperCase() : id[i];
  return text;
}
