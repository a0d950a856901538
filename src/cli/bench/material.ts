import { disagreement, questionsOf } from "./agreement.js";
import type { Contender, Material } from "./contender.js";

/** How many IDs and names a pass has. */
const COUNT = 2048;

/** The unique key of the namespace in all measurements. */
export const BENCH_KEY = "bench";

/**
 * Names of 18 characters, and their IDs derived by a contender. The comparison before the race shows whether they are
 * right.
 */
export async function materialBy(contender: Contender): Promise<Material> {
  const names = flat(Array.from({ length: COUNT }, (_, i) => `room-${String(i).padStart(13, "0")}`));
  const { idFromName } = await contender.answer({ strings: [], names });
  if (idFromName === undefined) throw new Error(`${contender.label} derives no IDs.`);
  return { names, ids: flat(idFromName) };
}

/**
 * The material of the first contender, after a comparison of all contenders.
 * @throws Error if they disagree: then nothing is measured
 */
export async function agreedMaterial(contenders: readonly Contender[]): Promise<Material> {
  const material = await materialBy(contenders[0]);
  const fault = await disagreement(contenders, questionsOf(material));
  if (fault !== undefined) throw new Error(`nothing was measured: ${fault}`);
  return material;
}

/** Flattens strings as they come from a JSON file or a database: no ropes, no slices of longer strings. */
function flat(strings: readonly string[]): string[] {
  return JSON.parse(JSON.stringify(strings)) as string[];
}
