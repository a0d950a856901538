import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readCurrentInput } from "./current-input.js";
import { currentPath, Finding, keepInput, type Progress } from "./session.js";

/** What a child tells its parent. */
export interface Outcome {
  readonly progress?: Progress | undefined;
  readonly finding?: string | undefined;
}

/** A run that takes longer than this hangs: the longest ones take milliseconds. */
const PATIENCE = 120_000;

/**
 * Runs this program again as a process that an input may end, or keep busy for ever.
 * @returns how far it came, how long it took, and the finding that ended it, if one did
 */
export async function startChild(
  name: string,
  args: readonly string[],
): Promise<Outcome & { readonly seconds: number }> {
  const start = performance.now();
  const child = fork(process.argv[1], args);
  let progress: Progress | undefined;
  let finding: string | undefined;
  const hang = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  child.on("message", (outcome: Outcome) => {
    hang.refresh();
    progress = outcome.progress ?? progress;
    finding = outcome.finding ?? finding;
  });
  // All messages come before the channel is closed, whichever of the two ends is seen first.
  const [[code, signal]] = await Promise.all([once(child, "close"), once(child, "disconnect")]);
  const end: string = signal ?? (code === 0 ? "" : `exit code ${code}`);
  clearTimeout(hang);
  if (end !== "" && finding === undefined) finding = crashOf(name, end);
  return { progress, finding, seconds: (performance.now() - start) / 1000 };
}

/** The finding of a child that ended in another way than by telling one. */
function crashOf(name: string, end: string): string {
  const path = currentPath(name);
  if (!existsSync(path)) return `${name}: ${end}`;
  const cause = end === "SIGKILL" ? `nothing happened for ${PATIENCE / 1000} s` : `the process ended: ${end}`;
  return new Finding(name, keepInput(name, readCurrentInput(path)), cause).message;
}
