import { disagreement, questionsOf } from "./agreement.js";
import type { Contender, Material } from "./contender.js";

/** IDs and names of a pass. */
const COUNT = 2048;

/** The namespace that all is measured in. */
export const BENCH_KEY = "bench";

/**
 * Names of 18 characters, and their IDs as a contender derives them: the comparison before the race shows whether they
 * are right.
 */
export async function materialBy(contender: Contender): Promise<Material> {
  const names = flat(Array.from({ length: COUNT }, (_, i) => `room-${String(i).padStart(13, "0")}`));
  const { idFromName } = await contender.answer({ strings: [], names });
  if (idFromName === undefined) throw new Error(`${contender.label} derives no IDs.`);
  return { names, ids: flat(idFromName) };
}

/**
 * The material of the first contender, on which all of them agree, and on strings of every kind.
 * @throws Error where they don't: then nothing is to be measured
 */
export async function agreedMaterial(contenders: readonly Contender[]): Promise<Material> {
  const material = await materialBy(contenders[0]);
  const fault = await disagreement(contenders, questionsOf(material));
  if (fault !== undefined) throw new Error(`nothing was measured: ${fault}`);
  return material;
}

/** Strings as a JSON file or a database gives them: no ropes, no slices of a longer one. */
function flat(strings: readonly string[]): string[] {
  return JSON.parse(JSON.stringify(strings)) as string[];
}
