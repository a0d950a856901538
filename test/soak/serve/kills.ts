import { setTimeout as sleep } from "node:timers/promises";
import type { SeededRandom } from "../../../support/random.js";
import type { Served } from "./served.js";
import type { Writing } from "./writing.js";

/** Kills a writer now and then. */
export async function killWriters(
  writings: readonly Writing[],
  random: SeededRandom,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await sleep(200 + random.below(3000));
    random.pick(writings).kill();
  }
}

/**
 * Kills a server at random moments of a time, and starts it again.
 * @param kills how often
 */
export async function killServer(
  served: Served,
  kills: number,
  milliseconds: number,
  random: SeededRandom,
): Promise<void> {
  const pause = milliseconds / kills;
  for (let i = 0; i < kills; i++) {
    await sleep(pause / 2 + random.below(pause));
    await served.restart();
  }
}
