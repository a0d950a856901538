import type { Answers, Contender, Material, Questions } from "./contender.js";
import { OPERATION_IDS } from "./operations.js";

/** Strings of all kinds: valid in either case, foreign, malformed. */
export function questionsOf({ ids, names }: Material): Questions {
  const some = ids.slice(0, 100);
  const strings = some.flatMap((id) => [
    id,
    id.toUpperCase(),
    `${id.slice(0, 63)}${id.endsWith("0") ? "1" : "0"}`,
    `${id[0] === "0" ? "1" : "0"}${id.slice(1)}`,
    id.slice(1),
    `${id}0`,
    `${id.slice(0, 30)}x${id.slice(31)}`,
  ]);
  return { strings: [...strings, "", "0".repeat(64)], names: [...names.slice(0, 100), "", "é😀", "long ".repeat(50)] };
}

/**
 * Compares the answers of all contenders to the same questions.
 * @returns the first disagreement in one line; `undefined` if they agree
 */
export async function disagreement(
  contenders: readonly Contender[],
  questions: Questions,
): Promise<string | undefined> {
  const [first, ...others] = contenders;
  const expected = await first.answer(questions);
  for (const other of others) {
    const fault = difference(expected, await other.answer(questions));
    if (fault !== undefined) return `${first.label} and ${other.label} disagree on ${fault}`;
  }
  return undefined;
}

function difference(expected: Answers, actual: Answers): string | undefined {
  for (const operation of OPERATION_IDS) {
    const [these, those] = [expected[operation], actual[operation]];
    if (these === undefined || those === undefined) continue;
    const longer = these.length < those.length ? those : these;
    const at = longer.findIndex((_, i) => these[i] !== those[i]);
    if (at >= 0) return `${operation}: ${these[at]}, ${those[at]}`;
  }
  return undefined;
}
