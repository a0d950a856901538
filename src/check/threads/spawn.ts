import { Worker } from "node:worker_threads";
import type { SpawnThread } from "./protocol.js";

/** Starts threads that run a program: `threads/worker.js` or a copy of it. */
export function spawnFrom(program: URL): SpawnThread {
  return (workerData, resourceLimits) => new Worker(program, { workerData, resourceLimits });
}

/** The function that starts the threads of a run: the one of its plan, or else one for the program next to this file. */
export function spawnOf(spawn: SpawnThread | undefined): SpawnThread {
  return spawn ?? spawnFrom(new URL("./worker.js", import.meta.url));
}
