import { readFileSync, writeFileSync } from "node:fs";
import type { Judgement } from "./judge.js";

const FILE = "test/conformance/releases/recorded.json";

/** What the last recorded run found, by subject; docs/compatibility.md is written from it. */
export type Recorded = Readonly<Record<string, RecordedSubject>>;

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
export function record(subject: string, judgements: ReadonlyMap<string, Judgement>): void {
  const releases = Array.from(judgements, ([version, { questions, explained }]) => ({ version, questions, explained }));
  const recorded = { ...readRecorded(), [subject]: { date: new Date().toISOString().slice(0, 10), releases } };
  // A line for each release.
  const text = JSON.stringify(recorded, undefined, 1).replace(/\{\n\s+"version": [^]*?\n {4}\}(?=,?\n)/g, (release) =>
    release.replace(/\n\s*/g, " "),
  );
  writeFileSync(FILE, `${text}\n`);
}
