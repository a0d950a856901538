/** Mutants that no test can or need catch. */
export interface Explained {
  readonly file: string;
  /** The line of code that is mutated, without its indentation. */
  readonly line: string;
  /** What is mutated, and into what: `a < b → a <= b`. */
  readonly mutants: readonly string[];
  /** Why the mutant changes nothing that a caller could see, or only how fast it is. */
  readonly reason: string;
}

/** A mutant that the tests did not notice. */
export interface Survivor {
  readonly file: string;
  readonly lineNumber: number;
  /** As in {@link Explained}. */
  readonly line: string;
  readonly mutant: string;
  /** Whether a test runs the code. */
  readonly covered: boolean;
}

/** Names a mutant. */
export type Mutation = Pick<Survivor, "file" | "line" | "mutant">;

/**
 * Finds the survivors that are not explained, and the explanations that explain no survivor. A mutant that only makes the code
 * slow survives on one machine and is caught by a timeout on another, so its explanation may stay.
 */
export function compare(
  survivors: readonly Survivor[],
  timeouts: readonly Mutation[],
  explained: readonly Explained[],
): { unexplained: Survivor[]; stale: Mutation[] } {
  const listed = explained.flatMap(({ file, line, mutants }) => mutants.map((mutant) => ({ file, line, mutant })));
  const listedKeys = new Set(listed.map(keyOf));
  const foundKeys = new Set([...survivors, ...timeouts].map(keyOf));
  return {
    unexplained: survivors.filter((survivor) => !listedKeys.has(keyOf(survivor))),
    stale: listed.filter((mutation) => !foundKeys.has(keyOf(mutation))),
  };
}

function keyOf({ file, line, mutant }: Mutation): string {
  return JSON.stringify([file, line, mutant]);
}
