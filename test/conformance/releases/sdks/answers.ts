import { inWords } from "../../probe.js";
import type { Answer } from "../subject.js";
import type { Served } from "./served-state.js";

/** What each of the programs prints. */
interface Seen {
  readonly namespaces: readonly Readonly<Record<string, unknown>>[];
  readonly namespacesByOne: readonly string[];
  readonly objects: readonly (readonly [id: string, hasStoredData: boolean])[];
  readonly objectsBy777: readonly string[];
  readonly firstByKey: readonly string[];
  readonly errors: Readonly<Record<keyof Errors, string>>;
}

/** How a SDK tells that it was refused, by what was wrong. */
interface Errors {
  readonly token: string;
  readonly account: string;
  readonly namespace: string;
  readonly limit: string;
  readonly cursor: string;
}

/** The errors of the SDKs for TypeScript and Python, which have classes of the same names. */
export const CLASS_ERRORS: Errors = {
  token: "AuthenticationError 401",
  account: "PermissionDeniedError 403",
  namespace: "NotFoundError 404",
  limit: "BadRequestError 400",
  cursor: "BadRequestError 400",
};

/**
 * Compares what a SDK saw with what is in the state folder.
 * @param printed what its program printed
 */
export function answersOf(printed: string, { namespaces, objects }: Served, errors: Errors): Answer[] {
  const seen = JSON.parse(printed) as Seen;
  const ids = objects.map(([id]) => id);
  return [
    {
      question: "namespaces",
      expected: inWords(namespaces),
      answer: inWords(seen.namespaces.map((each) => Object.fromEntries(Object.entries(each).sort()))),
    },
    sameList(
      "namespaces, one a page",
      namespaces.map(({ id }) => id),
      seen.namespacesByOne,
    ),
    sameList("objects, with their stored data", objects, seen.objects),
    sameList("objects, 777 a page", ids, seen.objectsBy777),
    sameList("the first page, by email and key", ids.slice(0, 10), seen.firstByKey),
    ...Object.entries(errors).map(([wrong, expected]) => ({
      question: `the error of a wrong ${wrong}`,
      expected,
      answer: seen.errors[wrong as keyof Errors],
    })),
  ];
}

/** The answer to a question after a list: whether all is there, once, in order. */
function sameList(question: string, expected: readonly unknown[], seen: readonly unknown[]): Answer {
  const whole = `all ${expected.length} in order`;
  const wrong = expected.findIndex((each, i) => inWords(each) !== inWords(seen[i]));
  const isSame = wrong === -1 && seen.length === expected.length;
  const answer = isSame ? whole : `${seen.length}, other than expected from ${wrong === -1 ? expected.length : wrong}`;
  return { question, expected: whole, answer };
}
