import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Survivor } from "./survivors.ts";

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly status: string;
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
  readonly ignored: number;
}

/** Reads the results of some files. A mutant counts as caught if a test fails or doesn't end. */
export function readOutcome(path: string, isInScope: (place: { readonly file: string }) => boolean): Outcome {
  const { files } = readReport(path);
  const outcomes = Object.entries(files).filter(([file]) => isInScope({ file }));
  const mutants = outcomes.flatMap(([, file]) => file.mutants);
  const survivors = outcomes.flatMap(([file, { source, mutants }]) =>
    mutants.filter(survives).map((mutant) => toSurvivor(file, source.split("\n"), mutant)),
  );
  return {
    count: survivors.length + mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length,
    survivors: survivors.sort((a, b) => a.file.localeCompare(b.file) || a.lineNumber - b.lineNumber),
    ignored: mutants.filter(({ status }) => status === "Ignored").length,
  };
}

/** Has Stryker run survivors again: otherwise it does so only for tests with a new name, but not for changed ones. */
export function forgetSurvivors(path: string): void {
  if (!existsSync(path)) return;
  const report = readReport(path);
  for (const file of Object.values(report.files)) file.mutants = file.mutants.filter((mutant) => !survives(mutant));
  writeFileSync(path, JSON.stringify(report));
}

function readReport(path: string): Report {
  return JSON.parse(readFileSync(path, "utf8"));
}

function survives({ status }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
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
