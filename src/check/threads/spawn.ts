import { Worker } from "node:worker_threads";
import type { SpawnThread } from "./protocol.js";

/** Keeps the heap of a thread small: its data lives outside the heap, so late garbage only costs memory. */
const LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 128 };

/** Starts threads of this program, which is `threads/worker.js` or a copy of it. */
export function spawnFrom(program: URL): SpawnThread {
  return (workerData) => new Worker(program, { workerData, resourceLimits: LIMITS });
}
