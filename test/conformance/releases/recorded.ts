import { readFileSync, writeFileSync } from "node:fs";
import type { Judgement } from "./judge.js";
import { SUBJECT_NAMES, type SubjectName } from "./known.js";

const FILE = "test/conformance/releases/recorded.json";

/** What the last recorded run found, by subject; docs/compatibility.md is written from it. */
export type Recorded = Readonly<Record<SubjectName, RecordedSubject>>;

/** What the last recorded run found of a subject. */
export interface RecordedSubject {
  /** The day of the run. */
  readonly date: string;
  readonly releases: readonly RecordedRelease[];
}

/** What the last recorded run found of a release. */
export interface RecordedRelease {
  readonly version: string;
  /** How many questions it was asked. */
  readonly questions: number;
  /** How many answers each change explains, by its name. */
  readonly explained: Readonly<Record<string, number>>;
}

/** Reads what was recorded. */
export function readRecorded(): Recorded {
  return JSON.parse(readFileSync(FILE, "utf8")) as Recorded;
}

/** Records what a run found of a subject. */
export function record(subject: SubjectName, judgements: ReadonlyMap<string, Judgement>): void {
  const releases = Array.from(judgements, ([version, { questions, explained }]) => ({ version, questions, explained }));
  const date = new Date().toISOString().slice(0, 10);
  const recorded: Recorded = { ...readRecorded(), [subject]: { date, releases } };
  const parts = SUBJECT_NAMES.filter((name) => recorded[name] !== undefined).map(
    (name) => `"${name}": ${lines(recorded[name])}`,
  );
  writeFileSync(FILE, `{\n${parts.join(",\n")}\n}\n`);
}

/** As JSON, a line for each release. */
function lines({ date, releases }: RecordedSubject): string {
  const rows = releases.map((release) => JSON.stringify(release));
  return `{ "date": "${date}", "releases": [\n${rows.join(",\n")}\n] }`;
}
