/** Something that has releases, each of which can be asked the same questions. */
export interface Subject {
  /** The newest release there is today. */
  newest(): Promise<string>;
  /** Fetches a release if it is missing, and asks it everything. */
  ask(version: string): Promise<readonly Answer[]>;
  /** Ends what asking started. */
  close?(): Promise<void>;
}

/** A release in a list. */
export interface Release {
  readonly version: string;
  /** Whether the gate asks it too, not only the weekly run. */
  readonly isInGate?: boolean;
}

/** What a release answered to a question. Answers are in words. */
export interface Answer {
  readonly question: string;
  /** The answer of the newest release that was looked at. */
  readonly expected: string;
  readonly answer: string;
}

/** Releases from one to another. */
export interface Range {
  /** The first of them, if there are older releases. */
  readonly since?: string;
  /** The first release after them. */
  readonly before: string;
}

/** A known difference: what some releases answer otherwise than the newest, and why. */
export interface Change {
  /** What was changed, in a few words: its name in the table and in `recorded.json`. */
  readonly what: string;
  /** Why, or with which commit or pull request. */
  readonly why: string;
  /** The releases that answer otherwise. */
  readonly releases: readonly Range[];
  /** The questions that may be answered otherwise. */
  readonly questions: RegExp;
  /** The other answers. */
  readonly answers: RegExp;
}
