import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Mutation, Survivor } from "./survivors.ts";

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly status: string;
  /** What the test that failed says. */
  readonly statusReason?: string;
  readonly replacement: string;
  /** From 1 on. */
  readonly location: { readonly start: Position; readonly end: Position };
}

/** What is read of Stryker's report. */
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; mutants: Mutant[] }>>;
}

/** What became of mutants. */
export interface Outcome {
  /** Mutants that were run: all but the ignored ones and those that break the build. */
  readonly count: number;
  readonly survivors: readonly Survivor[];
  /** Mutants that were caught because a test didn't end: a loop without an end, much slower code, or a machine that was too busy. */
  readonly timeouts: readonly Mutation[];
  /** Mutants without a result: the run ended early, or Stryker couldn't run the tests. */
  readonly untested: number;
  readonly ignored: number;
}

/** The statuses that say that no test noticed a mutant, or that no test runs its code. */
const SURVIVED: readonly string[] = ["Survived", "NoCoverage"];
/** The statuses of mutants that are not to be run: those that groups.ts leaves out, and those that break the build. */
const LEFT_OUT: readonly string[] = ["Ignored", "CompileError"];

/** Reads the results of some files. */
export function readOutcome(path: string, isInScope: (place: { readonly file: string }) => boolean): Outcome {
  const { files } = readReport(path);
  const outcomes = Object.entries(files).filter(([file]) => isInScope({ file }));
  const mutants = outcomes.flatMap(([, file]) => file.mutants);
  const listOf = (isListed: (mutant: Mutant) => boolean) =>
    outcomes.flatMap(([file, { source, mutants }]) =>
      mutants.filter(isListed).map((mutant) => toSurvivor(file, source.split("\n"), mutant)),
    );
  const caught = mutants.filter(isCaught).length;
  const survivors = listOf(({ status }) => SURVIVED.includes(status));
  return {
    count: survivors.length + caught,
    survivors: survivors.sort((a, b) => a.file.localeCompare(b.file) || a.lineNumber - b.lineNumber),
    timeouts: listOf(isTimeout),
    untested: mutants.length - caught - countOf(mutants, [...SURVIVED, ...LEFT_OUT]),
    ignored: countOf(mutants, ["Ignored"]),
  };
}

/**
 * Has Stryker run all mutants again that weren't caught. By itself, it runs survivors again only for tests with a new name, but
 * not for changed ones, and never again what a killed run left as an error.
 */
export function forgetUncaught(path: string): void {
  if (!existsSync(path)) return;
  const report = readReport(path);
  for (const file of Object.values(report.files)) file.mutants = file.mutants.filter(isCaught);
  writeFileSync(path, JSON.stringify(report));
}

/** Whether a test failed, didn't end, or took the test runner with it each of the three times that it was started. */
function isCaught({ status, statusReason = "" }: Mutant): boolean {
  const isCrash = status === "RuntimeError" && statusReason.startsWith("Test runner crashed. Tried twice");
  return status === "Killed" || status === "Timeout" || isCrash;
}

/** Both Stryker and Vitest limit the time of a test. */
function isTimeout({ status, statusReason = "" }: Mutant): boolean {
  return status === "Timeout" || (status === "Killed" && statusReason.startsWith("Test timed out"));
}

function readReport(path: string): Report {
  return JSON.parse(readFileSync(path, "utf8"));
}

function countOf(mutants: readonly Mutant[], statuses: readonly string[]): number {
  return mutants.filter(({ status }) => statuses.includes(status)).length;
}

function toSurvivor(file: string, lines: readonly string[], mutant: Mutant): Survivor {
  const { start, end } = mutant.location;
  const mutated = lines.slice(start.line - 1, end.line);
  mutated[mutated.length - 1] = mutated[mutated.length - 1].slice(0, end.column - 1);
  mutated[0] = mutated[0].slice(start.column - 1);
  return {
    file,
    lineNumber: start.line,
    line: lines[start.line - 1].trim(),
    mutant: `${oneLine(mutated.join("\n"))} → ${oneLine(mutant.replacement)}`,
    covered: mutant.status === "Survived",
  };
}

function oneLine(code: string): string {
  return code.replace(/\s+/g, " ");
}
