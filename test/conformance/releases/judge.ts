import type { Answer, Change } from "./subject.js";

/** What came of asking a release. */
export interface Judgement {
  /** How many questions it was asked. */
  readonly questions: number;
  /** How many answers each known change explains. */
  readonly explained: Readonly<Record<string, number>>;
  /** The answers that differ, and that no change explains. */
  readonly unlisted: readonly Answer[];
  /** The changes that should show in this release, and don't. */
  readonly gone: readonly string[];
}

/**
 * Compares what a release answered with what is known of it.
 * @throws Error if the release answered nothing, or one question twice
 */
export function judge(version: string, answers: readonly Answer[], changes: readonly Change[]): Judgement {
  const asked = new Set(answers.map(({ question }) => question));
  if (asked.size === 0) throw new Error(`${version} answered nothing`);
  if (asked.size !== answers.length) throw new Error("two questions have the same name");
  const due = changes.filter((change) => isIn(version, change));
  const explained: Record<string, number> = {};
  const unlisted: Answer[] = [];
  for (const each of answers) {
    if (each.answer === each.expected) continue;
    const change = due.find(({ questions, answers }) => questions.test(each.question) && answers.test(each.answer));
    if (change === undefined) unlisted.push(each);
    else explained[change.what] = (explained[change.what] ?? 0) + 1;
  }
  const gone = due.map(({ what }) => what).filter((what) => explained[what] === undefined);
  return { questions: answers.length, explained, unlisted, gone };
}

/** Whether a release is among those that a change tells of. */
function isIn(version: string, { releases }: Change): boolean {
  return releases.some(
    ({ since, before }) => isBefore(version, before) && (since === undefined || !isBefore(version, since)),
  );
}

/** Whether a version is lower than another, number by number. */
export function isBefore(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) < 0;
}
