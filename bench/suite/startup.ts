import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { idsOf } from "./fixtures.js";
import type { ContenderId, TaskId } from "./tasks.js";

const run = promisify(execFile);

/** Which module is started for a contender, and with what argument before the ID. */
const STARTS: Partial<Record<TaskId, Partial<Record<ContenderId, readonly [module: string, argument: string]>>>> = {
  "start-first": {
    wasm: ["first", "auto"],
    pure: ["first", "pure"],
    "node:crypto": ["node-crypto", ""],
    noble: ["noble", ""],
    "hash-wasm": ["hash-wasm", ""],
  },
  "start-compile": { wasm: ["module", "compile"] },
  "start-instance": { wasm: ["module", "instance"] },
};

/** Whether a task is a start, which takes a fresh process each time. */
export function isStart(task: TaskId): boolean {
  return task in STARTS;
}

/** Who can start. */
export function startersOf(task: TaskId): ContenderId[] {
  return Object.keys(STARTS[task] ?? {}) as ContenderId[];
}

/** One start, in nanoseconds. */
export async function measureStart(task: TaskId, contender: ContenderId, directory: string): Promise<number> {
  const start = STARTS[task]?.[contender];
  if (start === undefined) throw new Error(`${contender} has no ${task}.`);
  const [module, argument] = start;
  const [id] = idsOf(1);
  const { stdout } = await run(process.execPath, [`${directory}/start/${module}.mjs`, argument, id]);
  return Number(stdout) * 1e6;
}
