/** Characters of a long text that are shown around a difference. */
const SHOWN = 100;

/** Fails unless two texts are the same. */
export function requireSame(given: string, expected: string): void {
  if (given === expected) return;
  let at = 0;
  while (given[at] === expected[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - SHOWN), at + SHOWN));
  throw new Error(`at ${at}: got ${around(given)}, expected ${around(expected)}`);
}

/** Fails unless a condition holds. */
export function requireTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`doesn't hold: ${what}`);
}

/** Of the library's own errors, and of SQLite's, which say that a database that is open is damaged. */
const CODE = /^(ERR_DO|SQLITE)_/;

/** The result of a call; undefined if it throws an error with a code. */
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
  if (!(error instanceof Error && "code" in error && CODE.test(String(error.code)))) throw error;
  return undefined;
}
