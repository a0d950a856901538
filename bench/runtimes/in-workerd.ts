import { machineHere } from "../../src/cli/bench/machine.js";
import { BENCH_KEY } from "../../src/cli/bench/material.js";
import { type Pace, race } from "../../src/cli/bench/race.js";
import { type BenchReport, reportOf } from "../../src/cli/bench/report.js";
import { startWorkerd, WORKERD_VERSION } from "../../support/workerd/runtime.js";
import { writeWorkerEntry } from "../suite/entry.js";
import type { WorkerOffer, WorkerTurn } from "./worker.js";

/** Requests without work. The fastest one is the cost of a request. */
const EMPTY_REQUESTS = 100;
/** Turns are longer than in other runtimes, so that the request's own time is small in comparison. */
const LONGER = 8;

/** The package that a project has, bundled for Workers, in a real workerd, timed from outside. */
export async function benchInWorkerd(project: string, version: string, pace: Pace): Promise<BenchReport> {
  const entry = writeWorkerEntry(project, "worker.mjs", "bench/runtimes/worker.ts");
  const workerd = await startWorkerd({ entry, namespaces: [{ binding: "ROOMS", uniqueKey: BENCH_KEY }] });
  try {
    const { engine, contenders, entries } = await workerd.ask<WorkerOffer>("/offer");
    const requestTime = async (turn: WorkerTurn): Promise<number> => {
      const from = performance.now();
      await workerd.ask("/turn", turn);
      return performance.now() - from;
    };
    const [{ operation, contender }] = entries;
    let empty = Number.POSITIVE_INFINITY;
    for (let i = 0; i < EMPTY_REQUESTS; i++) {
      empty = Math.min(empty, await requestTime({ operation, contender, passes: 0 }));
    }
    const timed = entries.map((each) => ({
      ...each,
      time: async (passes: number) =>
        (await requestTime({ operation: each.operation, contender: each.contender, passes })) - empty,
    }));
    const longer = { ...pace, turn: pace.turn + LONGER };
    const outcome = await race(
      timed,
      longer,
      () => performance.now(),
      () => undefined,
    );
    const runtime = { name: "workerd", version: WORKERD_VERSION };
    return reportOf(outcome, contenders, { version, runtime, machine: machineHere(), engine });
  } finally {
    await workerd.stop();
  }
}
