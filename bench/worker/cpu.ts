import { readdirSync, readFileSync } from "node:fs";

/**
 * Milliseconds of CPU time that a process has used in all of its threads, to the microsecond or so. Linux alone.
 * @throws Error where the system doesn't tell
 */
export function cpuTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  }
  return nanoseconds / 1e6;
}
