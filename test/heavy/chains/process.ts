import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { BIN } from "../../cli/process.js";
import type { Moment, Signal } from "./plan.js";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The work of an uninterrupted run. Moments are shares of it. */
export interface Work {
  readonly readAtStart: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** How many bytes the process reads before its first input: its own program, and what Node looks at. */
export async function bytesReadAtStart(temporary: string): Promise<number> {
  const child = spawn(process.execPath, [BIN, "check", "--unique-key", "any", "--annotate", "-"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, TMPDIR: temporary },
  });
  child.stdin.write("anything\n");
  const closed = once(child, "close");
  await Promise.race([once(child.stdout, "data"), closed]);
  const bytes = bytesRead(child);
  child.stdin.end();
  await closed;
  return bytes;
}

/** A run without a signal, and how many milliseconds it took once it began to read. */
export async function runToEnd(
  argv: readonly string[],
  temporary: string,
  readAtStart: number,
): Promise<{ readonly end: Ended; readonly milliseconds: number }> {
  const { child, ended } = start(argv, temporary);
  await untilRead(child, readAtStart);
  const reading = performance.now();
  const end = await ended;
  return { end, milliseconds: performance.now() - reading };
}

/** A run that gets a signal at a moment, unless it ends before. */
export async function runUntil(
  moment: Moment,
  signal: Signal,
  work: Work,
  argv: readonly string[],
  temporary: string,
): Promise<Ended> {
  const { child, ended } = start(argv, temporary);
  if (moment.kind === "start") await sleep(moment.milliseconds);
  else if (moment.kind === "bytes") await untilRead(child, work.readAtStart + moment.share * work.bytes);
  else {
    await untilRead(child, work.readAtStart);
    await Promise.race([ended, sleep(moment.share * work.milliseconds)]);
  }
  child.kill(signal);
  return ended;
}

/** @param temporary the folder in which the run keeps what is not an output */
function start(argv: readonly string[], temporary: string) {
  const child = spawn(process.execPath, [BIN, ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: temporary },
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const ended = once(child, "close").then(([code, signal]): Ended => ({ code, signal, ...output }));
  return { child, ended };
}

/** Resolves when a process has read that many bytes, by whatever call, or has ended. */
async function untilRead(child: ChildProcess, bytes: number): Promise<void> {
  while (child.exitCode === null && child.signalCode === null && bytesRead(child) < bytes) await sleep(1);
}

function bytesRead({ pid }: ChildProcess): number {
  try {
    return Number(/^rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, "utf8"))?.[1]);
  } catch {
    // It ended a moment ago.
    return Number.POSITIVE_INFINITY;
  }
}
