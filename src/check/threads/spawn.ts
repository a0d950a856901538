import { Worker } from "node:worker_threads";
import type { SpawnThread } from "./protocol.js";

/** Starts threads of this program, which is `threads/worker.js` or a copy of it. */
export function spawnFrom(program: URL): SpawnThread {
  return (workerData, resourceLimits) => new Worker(program, { workerData, resourceLimits });
}

/** What starts the threads of a run: what its plan says, or else the program next to this file. */
export function spawnOf(spawn: SpawnThread | undefined): SpawnThread {
  return spawn ?? spawnFrom(new URL("./worker.js", import.meta.url));
}
