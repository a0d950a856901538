/** The result of validating an ID. One byte each, so that a million results take a megabyte. */
export const Verdict = {
  /** An ID of this namespace (and of this jurisdiction, in a subnamespace). */
  valid: 0,
  /** Not 64 hex digits. */
  malformed: 1,
  /** From another namespace, or made up. */
  foreign: 2,
  /** Valid in the namespace, but not in this subnamespace: in another jurisdiction, or unrestricted. */
  wrongJurisdiction: 3,
} as const;

/** One of the values of {@link Verdict}. */
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** The name of a verdict. */
export type VerdictName = keyof typeof Verdict;

/** The names of the verdicts, at their codes. */
export const VERDICT_NAMES = [
  "valid",
  "malformed",
  "foreign",
  "wrongJurisdiction",
] as const satisfies readonly VerdictName[];

/** The namespace index of an ID that is valid in none of the namespaces. */
export const NO_NAMESPACE = 0xffff;
