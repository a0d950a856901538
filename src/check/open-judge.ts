import { SHARED_SIZE } from "../bulk/records/batch.js";
import { BatchRing } from "../bulk/records/batch-ring.js";
import { compiledModule, createClassifier } from "../engine/select.js";
import type { Engine } from "../engine/types.js";
import type { NamespaceState } from "../namespace/state.js";
import type { Container } from "./inputs/container.js";
import { LocalJudge, type OpenJudge } from "./judge.js";
import type { PlannedInput } from "./planned-input.js";
import type { SharedNamespace, SpawnThread, Thread, ThreadLimits, ThreadSetup } from "./threads/protocol.js";
import { BatchQueue } from "./threads/queue.js";
import { spawnOf } from "./threads/spawn.js";
import { ThreadJudge } from "./threads/thread-judge.js";

/** Batches queued for each thread: while one is judged, the next is ready. */
const BATCHES_A_THREAD = 2;

/** The containers that another thread unpacks. */
const UNPACKED_ELSEWHERE: readonly (Container | undefined)[] = ["gzip", "parquet"];
/** Keeps the heap of a thread small: its data lives outside the heap, so late garbage only costs memory. */
const LIMITS: ThreadLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 128 };

/**
 * Opens a judge that has the keys, on one thread or on several.
 * @param jobs how many threads judge, from 1. If every input is a gzip file, zlib's thread is one of them
 */
export function openJudge(
  inputs: readonly PlannedInput[],
  states: readonly NamespaceState[],
  engine: Engine,
  jobs: number,
  spawn: SpawnThread | undefined,
): OpenJudge {
  const names = { engine: engine.name, scanning: engine.name };
  const classifier = createClassifier(engine, states);
  // zlib unpacks in another thread, and so does the Parquet decoder: each takes a core.
  const isUnpacking = inputs.every(({ input }) => UNPACKED_ELSEWHERE.includes(input.file?.container));
  const threads = jobs - 1 - (isUnpacking ? 1 : 0);
  if (threads <= 0) {
    const ring = new BatchRing([new ArrayBuffer(SHARED_SIZE)]);
    return { judge: new LocalJudge(classifier), ring, ...names };
  }
  const slots = BATCHES_A_THREAD * (threads + 1) + 2;
  const batches = Array.from({ length: slots }, () => new SharedArrayBuffer(SHARED_SIZE));
  const queue = BatchQueue.allocate(slots);
  const ring = new BatchRing(batches);
  const start = (): Thread[] => {
    const module = engine.name === "wasm" ? compiledModule() : undefined;
    const setup: ThreadSetup = { module, namespaces: states.map(share), queue, batches };
    const spawnThread = spawnOf(spawn);
    return Array.from({ length: threads }, () => spawnThread(setup, LIMITS));
  };
  const judge = new ThreadJudge(start, new BatchQueue(queue, slots), ring.batches, classifier);
  return { judge, ring, ...names };
}

/** Trust boundary: a key is passed to another thread of this process. */
function share({ keys, code }: NamespaceState): SharedNamespace {
  const jurisdictions = Object.fromEntries([...keys.jurisdictions.entries()].map(([each, name]) => [name, each]));
  return { rootKey: keys.root(), jurisdictions, code };
}
