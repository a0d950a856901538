import { Bench } from "tinybench";
import { startWorkerd } from "../../support/workerd/runtime.js";
import type { Absentee, Contender } from "../suite/contender.js";
import { idsOf, namesOf, SOME, UNIQUE_KEY } from "../suite/fixtures.js";
import type { TaskId } from "../suite/tasks.js";

/** The data that the Worker works on. */
export interface Material {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** The number of passes through the data: 0 for a request without work. */
export type LoopQuestion = number;

/** workerd has no call for many IDs, so the loop is used for both tasks. */
const PATHS: Partial<Record<TaskId, string>> = {
  verdicts: "/idFromString",
  idFromString: "/idFromString",
  idFromName: "/idFromName",
  idsFromNames: "/idFromName",
};

/** Requests without work. The fastest one is the cost of a request. */
const EMPTY_REQUESTS = 100;
/** 12 ms of work, much more than a request costs. Longer passes would all meet other processes or garbage collections. */
const LOOPS = 16;
/** Requests with work before the first turn, because workerd has fewer passes per turn in which to warm up. */
const WARMING_REQUESTS = 20;

/**
 * A real workerd's own calls. Its clock doesn't advance during computation, so requests are timed from outside, and the
 * best request without work is subtracted.
 */
export async function startWorkerdContender(): Promise<Contender | Absentee> {
  try {
    const workerd = await startWorkerd({
      entry: "bench/contenders/workerd.worker.ts",
      namespaces: [{ binding: "rooms", uniqueKey: UNIQUE_KEY }],
    });
    await workerd.ask("/material", { ids: idsOf(SOME), names: namesOf(SOME) } satisfies Material);
    const best = async (path: string, loops: LoopQuestion, iterations: number, time: number): Promise<number> => {
      const bench = new Bench({ time, iterations, warmup: false, throws: true });
      bench.add(path, () => workerd.ask(path, loops), { async: true });
      await bench.run();
      const result = bench.tasks[0]?.result;
      if (result?.state !== "completed") throw new Error(`A turn of workerd ended ${result?.state}.`);
      return result.latency.min;
    };
    for (const path of new Set(Object.values(PATHS))) await best(path, LOOPS, WARMING_REQUESTS, 0);
    const empty = await best("/idFromString", 0, EMPTY_REQUESTS, 0);
    return {
      id: "workerd",
      tasks: Object.keys(PATHS) as TaskId[],
      measure: async (task, time) => {
        const milliseconds = await best(PATHS[task] as string, LOOPS, 1, time);
        return ((milliseconds - empty) * 1e6) / (LOOPS * SOME);
      },
      stop: workerd.stop,
    };
  } catch (error) {
    return { id: "workerd", reason: `no workerd runs here: ${(error as Error).message.trim().split("\n")[0]}` };
  }
}
