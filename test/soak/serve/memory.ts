import { setTimeout as sleep } from "node:timers/promises";
import type { Served } from "./served.js";

/** Milliseconds between two looks at the memory. */
const INTERVAL = 500;
/** Milliseconds after which a server counts as warm. */
const WARM_UP = 60_000;
/** How much of the resident memory after the warm-up there may be at the end. */
const MOST_RESIDENT = 1.2;
/** The same for the heap that collections leave, and how many MB more. */
const MOST_HEAP = 1.1;
const HEAP_SLACK = 2;

/** What a server used in one stretch of time, in MB: the median of its memory, and the heap that a collection left. */
export interface MemoryFigures {
  readonly resident: number;
  readonly heap: number;
}

/** What a server used once it was warm, and at the end. */
export interface MemoryCourse {
  readonly warm: MemoryFigures;
  readonly end: MemoryFigures;
  /** Seconds between the two. */
  readonly seconds: number;
}

/** Watches the memory of a server for so many milliseconds. */
export async function watchMemory(served: Served, milliseconds: number): Promise<MemoryCourse> {
  const stretch = milliseconds / 8;
  const warmUp = Math.min(WARM_UP, milliseconds / 3);
  await sleep(warmUp);
  const warm = await measure(served, stretch);
  const between = milliseconds - warmUp - 2 * stretch;
  await sleep(between);
  return { warm, end: await measure(served, stretch), seconds: Math.round((between + stretch) / 1000) };
}

async function measure(served: Served, milliseconds: number): Promise<MemoryFigures> {
  const samples: number[] = [];
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(INTERVAL)) {
    samples.push(served.residentSize());
  }
  const heaps: number[] = [];
  for (let i = 0; i < 5; i++) heaps.push(await served.heapSize());
  return { resident: median(samples), heap: median(heaps) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** What is wrong with the memory of a server: it must be flat. */
export function faultOfMemory({ warm, end }: MemoryCourse): string | undefined {
  if (!(end.resident <= warm.resident * MOST_RESIDENT)) return `the resident memory has grown ${describe(warm, end)}`;
  if (!(end.heap <= warm.heap * MOST_HEAP + HEAP_SLACK)) return `the heap has grown ${describe(warm, end)}`;
  return undefined;
}

function describe(warm: MemoryFigures, end: MemoryFigures): string {
  return `from ${JSON.stringify(warm)} to ${JSON.stringify(end)} MB`;
}
