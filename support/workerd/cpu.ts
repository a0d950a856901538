import { readdirSync, readFileSync } from "node:fs";

/** CPU time in milliseconds. */
export interface CpuTime {
  /** Of all threads, those that compile in the background among them. */
  readonly all: number;
  /** Of the first thread, on which workerd runs JavaScript. */
  readonly main: number;
}

/**
 * The CPU time that a process has used, to about a microsecond. Only on Linux.
 * @throws Error where the system doesn't tell
 */
export function cpuTime(pid: number): CpuTime {
  const threads = readdirSync(`/proc/${pid}/task`);
  const all = threads.reduce((sum, thread) => sum + timeOf(pid, thread), 0);
  return { all, main: timeOf(pid, String(pid)) };
}

function timeOf(pid: number, thread: string): number {
  return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}
