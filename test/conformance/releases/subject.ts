/** Something that has releases, each of which can be asked the same questions. */
export interface Subject {
  /** How the command line and `recorded.json` name it. */
  readonly name: string;
  /** The releases that are asked, oldest first. */
  readonly releases: readonly Release[];
  /** The newest release there is today. */
  newest(): Promise<string>;
  /** The known differences between releases. */
  readonly changes: readonly Change[];
  /** Fetches a release if it is missing, and asks it everything. */
  ask(version: string): Promise<readonly Answer[]>;
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

/** A known difference: what some releases answer otherwise than the newest, and why. */
export interface Change {
  /** What was changed, in a few words. The name of the change in `recorded.json`. */
  readonly what: string;
  /** Why, or with which commit or pull request. */
  readonly why: string;
  /** The first release that answers otherwise, if older ones don't. */
  readonly since?: string;
  /** The first release that answers as expected again; without it, all do to this day. */
  readonly before?: string;
  /** The questions that may be answered otherwise. */
  readonly questions: RegExp;
  /** The other answers. */
  readonly answers: RegExp;
}
