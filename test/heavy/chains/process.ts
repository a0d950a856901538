import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Call, standardInputOf } from "./command.js";
import type { Moment, Signal } from "./plan.js";

/** The command line as it is shipped, in the checkout from whose root this runs. */
const BIN = resolve("dist/bin.js");

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
  call: Call,
  readAtStart: number,
): Promise<{ readonly end: Ended; readonly milliseconds: number }> {
  const { child, ended } = start(call);
  await untilRead(child, readAtStart);
  const reading = performance.now();
  const end = await ended;
  return { end, milliseconds: performance.now() - reading };
}

/** A run that gets a signal at a moment, unless it ends before. */
export async function runUntil(moment: Moment, signal: Signal, work: Work, call: Call): Promise<Ended> {
  const { child, ended } = start(call);
  if (moment.kind === "start") await sleep(moment.milliseconds);
  else if (moment.kind === "bytes") await untilRead(child, work.readAtStart + moment.share * work.bytes);
  else {
    await untilRead(child, work.readAtStart);
    await Promise.race([ended, sleep(moment.share * work.milliseconds)]);
  }
  child.kill(signal);
  return ended;
}

function start(call: Call) {
  const stdin = standardInputOf(call);
  const child = spawn(process.execPath, [BIN, ...call.argv], {
    stdio: [stdin, "pipe", "pipe"],
    env: { ...process.env, TMPDIR: call.temporary },
  });
  if (stdin !== "ignore") closeSync(stdin);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
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
