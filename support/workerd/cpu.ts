import { readdirSync, readFileSync } from "node:fs";

/** CPU time in milliseconds. */
export interface CpuTime {
  /** Of all threads, including those that compile in the background. */
  readonly all: number;
  /** Of the first thread, on which workerd runs JavaScript. */
  readonly main: number;
}

/**
 * Returns the CPU time that a process has used, with a precision of about a microsecond. Linux only.
 * @throws Error if the system doesn't report it
 */
export function cpuTime(pid: number): CpuTime {
  const threads = readdirSync(`/proc/${pid}/task`);
  const all = threads.reduce((sum, thread) => sum + timeOf(pid, thread), 0);
  return { all, main: timeOf(pid, String(pid)) };
}

function timeOf(pid: number, thread: string): number {
  return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}
