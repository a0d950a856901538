/** Fails unless two texts are the same. */
export function requireSame(given: string, expected: string): void {
  if (given !== expected) throw new Error(`got ${given}, expected ${expected}`);
}

/** Fails unless a condition holds. */
export function requireTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`doesn't hold: ${what}`);
}

/** The result of a call; undefined if it throws one of the library's own errors. */
export function requireCoded<Result>(call: () => Result): Result | undefined {
  try {
    return call();
  } catch (error) {
    return rethrowUncoded(error);
  }
}

/** The same of a call that returns a promise. */
export async function requireCodedLater<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await call();
  } catch (error) {
    return rethrowUncoded(error);
  }
}

function rethrowUncoded(error: unknown): undefined {
  const isCoded = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_DO_");
  if (!isCoded) throw error;
  return undefined;
}
