import { type CpuTime, cpuTime } from "../../support/workerd/cpu.js";
import { type RunningWorkerd, startWorkerd } from "../../support/workerd/runtime.js";
import { MIX_IDS, type MixId, mixOf } from "./mixes.js";
import { UNIQUE_KEY } from "./worker.js";

/** Ways to validate a request's IDs, and for each the same without validation, whose cost is subtracted. */
const WAYS = { check: "/json", "check-rows": "/bytes", loop: "/json" } as const;

/** The name of a way. */
export type WayId = keyof typeof WAYS;

/** The names of all ways. */
export const WAY_IDS = Object.keys(WAYS) as WayId[];

/** Milliseconds of workerd's CPU time that a request took. */
export interface Cost {
  /** All of it: the body taken and parsed, the IDs validated, the answer sent. */
  readonly request: number;
  /** Without what a request takes that only takes and parses the same body. */
  readonly validation: number;
}

/** The time of the first request to a fresh workerd. */
export interface FirstCost extends Cost {
  /** Like `request`, but only of the JavaScript thread. */
  readonly mainThread: number;
}

/** What was measured. */
export interface WorkerFigures {
  /** Requests that came after others of their kind: of the block in the middle, and of the best one. */
  readonly warm: Readonly<Record<MixId, Readonly<Record<WayId, { readonly median: Cost; readonly best: Cost }>>>>;
  /** The first request, all IDs valid: each figure is in the middle of several. */
  readonly cold: Readonly<Record<WayId, FirstCost>>;
  /** The first request with a single ID: the cost of the start. */
  readonly start: FirstCost;
}

/** How much is measured. */
export interface WorkerPace {
  /** Blocks of requests of each kind, in turns. */
  readonly blocks: number;
  /** Requests of a block. */
  readonly requests: number;
  /** Fresh workerds for each way. */
  readonly starts: number;
}

/** As a user of the command waits for it. */
export const FULL: WorkerPace = { blocks: 15, requests: 20, starts: 7 };
/** Enough for bounds that are generous. */
export const QUICK: WorkerPace = { blocks: 5, requests: 10, starts: 3 };

const NAMESPACES = [{ binding: "ROOMS", uniqueKey: UNIQUE_KEY }];
/** Requests before the first block: V8 has optimised by then. */
const WARMING_REQUESTS = 30;

/** A request to one path, with the expected answer: a wrong answer isn't measured. */
interface Asking {
  readonly path: string;
  readonly body: string;
  readonly answer: number;
}

/** Measures a Worker made from the installed package. @param entry its module */
export async function measureWorker(entry: string, pace: WorkerPace): Promise<WorkerFigures> {
  const warm = await measureWarm(entry, pace);
  const first = (asking: Asking): Promise<CpuTime> => measureFirst(entry, asking, pace.starts);
  return { warm, cold: await measureCold(first), start: await measureStart(first) };
}

async function measureWarm(entry: string, { blocks, requests }: WorkerPace): Promise<WorkerFigures["warm"]> {
  const workerd = await startWorkerd({ entry, namespaces: NAMESPACES });
  try {
    const engine = await (await fetch(new URL("/engine", workerd.url))).json();
    if (engine !== "wasm") throw new Error(`The Worker runs on the ${engine} engine.`);
    const figures: [MixId, WorkerFigures["warm"][MixId]][] = [];
    for (const mix of MIX_IDS) figures.push([mix, await measureMix(workerd, mix, blocks, requests)]);
    return Object.fromEntries(figures) as WorkerFigures["warm"];
  } finally {
    await workerd.stop();
  }
}

async function measureMix(workerd: RunningWorkerd, mix: MixId, blocks: number, requests: number) {
  const askings = askingsOf(mix);
  for (const asking of askings.values()) await cpuOfRequests(workerd, asking, WARMING_REQUESTS);
  const costs = new Map<string, number[]>([...askings.keys()].map((path) => [path, []]));
  // In turns, so that other load on the machine affects all of them.
  for (let block = 0; block < blocks; block++) {
    for (const [path, asking] of askings) costs.get(path)?.push((await cpuOfRequests(workerd, asking, requests)).all);
  }
  const cost = (way: WayId, pick: (blocks: readonly number[]) => number): Cost =>
    costOf(pick(costs.get(`/${way}`) ?? []), pick(costs.get(WAYS[way]) ?? []));
  return byWay((way) => ({ median: cost(way, median), best: cost(way, (all) => Math.min(...all)) }));
}

/** Measures a first request. */
type First = (asking: Asking) => Promise<CpuTime>;

async function measureCold(first: First): Promise<WorkerFigures["cold"]> {
  const costs = new Map<string, CpuTime>();
  for (const [path, asking] of askingsOf("valid")) costs.set(path, await first(asking));
  return byWay((way) => firstCost(costs.get(`/${way}`), costs.get(WAYS[way])));
}

async function measureStart(first: First): Promise<FirstCost> {
  const body = JSON.stringify(mixOf("valid").ids.slice(0, 1));
  const whole = await first({ path: "/check", body, answer: 1 });
  return firstCost(whole, await first({ path: "/json", body, answer: 1 }));
}

function firstCost(whole: CpuTime | undefined, bodyAlone: CpuTime | undefined): FirstCost {
  if (whole === undefined || bodyAlone === undefined) throw new Error("A way wasn't measured.");
  return { ...costOf(whole.all, bodyAlone.all), mainThread: whole.main };
}

async function measureFirst(entry: string, asking: Asking, starts: number): Promise<CpuTime> {
  const firsts: CpuTime[] = [];
  for (let start = 0; start < starts; start++) {
    const workerd = await startWorkerd({ entry, namespaces: NAMESPACES });
    try {
      firsts.push(await cpuOfRequests(workerd, asking, 1));
    } finally {
      await workerd.stop();
    }
  }
  return { all: median(firsts.map(({ all }) => all)), main: median(firsts.map(({ main }) => main)) };
}

/** Every path with its body. */
function askingsOf(mix: MixId): Map<string, Asking> {
  const { ids, valid } = mixOf(mix);
  const json = JSON.stringify(ids);
  const rows = ids.join("");
  const all = [
    { path: "/json", body: json, answer: ids.length },
    { path: "/bytes", body: rows, answer: ids.length },
    { path: "/check", body: json, answer: valid },
    { path: "/check-rows", body: rows, answer: valid },
    { path: "/loop", body: json, answer: valid },
  ];
  return new Map(all.map((asking) => [asking.path, asking]));
}

/** Milliseconds of CPU time, a request. */
async function cpuOfRequests({ pid, url }: RunningWorkerd, asking: Asking, count: number): Promise<CpuTime> {
  const before = cpuTime(pid);
  for (let i = 0; i < count; i++) {
    const response = await fetch(new URL(asking.path, url), { method: "POST", body: asking.body });
    const answer: unknown = await response.json();
    if (answer !== asking.answer) throw new Error(`${asking.path} answered ${answer}, not ${asking.answer}.`);
  }
  const after = cpuTime(pid);
  return { all: (after.all - before.all) / count, main: (after.main - before.main) / count };
}

function costOf(request: number, bodyAlone: number): Cost {
  return { request, validation: request - bodyAlone };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

function byWay<Value>(measured: (way: WayId) => Value): Record<WayId, Value> {
  return Object.fromEntries(WAY_IDS.map((way) => [way, measured(way)])) as Record<WayId, Value>;
}
