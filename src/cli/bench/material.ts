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

/** Strings as a JSON file or a database gives them: no ropes, no slices of a longer one. */
function flat(strings: readonly string[]): string[] {
  return JSON.parse(JSON.stringify(strings)) as string[];
}
