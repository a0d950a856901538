import { KNOWN, type Known, type SubjectName } from "../../test/conformance/releases/known.js";
import { type RecordedRelease, readRecorded } from "../../test/conformance/releases/recorded.js";
import type { Change, Range } from "../../test/conformance/releases/subject.js";
import { markdownTable } from "./table.js";

/** What a page says of a subject: its known differences, and what the last recorded run found. */
export function compatibilityTables(subject: SubjectName): string {
  const { changes }: Known = KNOWN[subject];
  const recorded = readRecorded()[subject];
  const rows = runsOfEqual(recorded.releases, changes).map(({ first, last, count, questions, numbers }) => [
    first === last ? first : `${first} to ${last} (${count})`,
    questions,
    numbers,
  ]);
  const asked = markdownTable(["releases", "answers as expected", "differences"], rows);
  return `${asked}\n\nAsked on ${recorded.date}.${changes.length > 0 ? ` The differences:\n\n${differences(changes)}` : ""}`;
}

function differences(changes: readonly Change[]): string {
  const rows = changes.map(({ what, why, releases }, i) => [
    String(i + 1),
    what,
    releases.map(inWords).join("; "),
    why,
  ]);
  return markdownTable(["", "difference", "releases", "reason"], rows);
}

function inWords({ since, before }: Range): string {
  return since === undefined ? `before ${before}` : `from ${since}, before ${before}`;
}

/** Releases one after another that answered the same. */
interface Run {
  readonly first: string;
  readonly last: string;
  readonly count: number;
  readonly questions: string;
  readonly numbers: string;
}

function runsOfEqual(releases: readonly RecordedRelease[], changes: readonly Change[]): Run[] {
  const runs: Run[] = [];
  for (const { version, questions, explained } of releases) {
    const different = Object.values(explained).reduce((sum, answers) => sum + answers, 0);
    const found = changes.flatMap(({ what }, i) => (explained[what] === undefined ? [] : i + 1));
    const row = { questions: `${questions - different} of ${questions}`, numbers: rangesOf(found) };
    const run = runs.at(-1);
    if (run?.questions === row.questions && run.numbers === row.numbers) {
      runs[runs.length - 1] = { ...run, last: version, count: run.count + 1 };
    } else {
      runs.push({ first: version, last: version, count: 1, ...row });
    }
  }
  return runs;
}

/** Numbers in ascending order, runs of them as a range: `1–4, 7`. */
function rangesOf(numbers: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range?.last === number - 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}–${last}`)).join(", ");
}
