/** What validation says of an ID, a byte each, so that a million of them are a megabyte. */
export const Verdict = {
  /** An ID of this namespace (and of this jurisdiction, in a subnamespace). */
  valid: 0,
  /** Not 64 hex digits. */
  malformed: 1,
  /** Another namespace's, or made up. */
  foreign: 2,
  /** Valid in the namespace, but not in the subnamespace that was asked: of another jurisdiction, or of none. */
  wrongJurisdiction: 3,
} as const;

/** One of the values of {@link Verdict}. */
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** The name of a verdict. */
export type VerdictName = keyof typeof Verdict;

/** The names of the verdicts, each at the index that is its value in {@link Verdict}. */
export const VERDICT_NAMES = [
  "valid",
  "malformed",
  "foreign",
  "wrongJurisdiction",
] as const satisfies readonly VerdictName[];

/** The namespace index of an ID that no namespace of the list takes. */
export const NO_NAMESPACE = 0xffff;
