import type { SeededRandom } from "../../support/random.js";

/** Something that reads what others wrote, and what must hold of it whatever the input is. */
export interface Target {
  readonly name: string;
  /** Whether an input is only a seed: then it is never changed, and it doesn't matter which code it reaches. */
  readonly takesSeeds?: boolean;
  /**
   * Makes what all inputs share.
   * @param folder an empty folder, which is removed afterwards
   */
  open(folder: string): Attempts | Promise<Attempts>;
}

/** What one input after the other goes through. */
export interface Attempts {
  /** Makes an input, well-formed or damaged. */
  generate(random: SeededRandom): Uint8Array;
  /** Changes an input; without it, its bytes are changed at random. */
  mutate?(random: SeededRandom, input: Uint8Array): Uint8Array;
  /**
   * Tries any bytes.
   * @returns how many records the input had, if it has records
   * @throws Error if something doesn't hold
   */
  run(input: Uint8Array): number | undefined | Promise<number | undefined>;
}
