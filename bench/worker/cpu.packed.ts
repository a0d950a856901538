import { beforeAll, describe, expect, inject, it } from "vitest";
import { writeWorkerEntry } from "../suite/entry.js";
import { measureWorker, QUICK, type WorkerFigures } from "./measure.js";
import { MIX_IDS } from "./mixes.js";

/** Milliseconds of CPU time that Cloudflare's free plan gives a request. */
const FREE_PLAN = 10;

/*
 * CPU time of a real workerd with the packed package in it, all of its threads. The bounds are far from what is
 * measured (2 ms; a quarter of the loop's time with SHA instructions, a fortieth where IDs are foreign): a busy machine
 * makes CPU time half as much again.
 */
describe("10,000 IDs in a request to a Worker", () => {
  let figures: WorkerFigures;

  beforeAll(async () => {
    figures = await measureWorker(writeWorkerEntry(inject("project"), "cpu.mjs", "bench/worker/worker.ts"), QUICK);
  }, 120_000);

  it.each(MIX_IDS)("%s: validated within the free plan's CPU time", (mix) => {
    expect(figures.warm[mix].check.best.validation).toBeLessThan(FREE_PLAN);
    expect(figures.warm[mix].check.best.validation).toBeGreaterThan(0);
    expect(figures.warm[mix]["check-rows"].best.validation).toBeLessThan(FREE_PLAN);
  });

  it.each([
    ["valid", 1.5],
    ["faulty", 2],
    ["foreign", 8],
  ] as const)("%s: the runtime's own loop takes at least %s times as long", (mix, times) => {
    const { check, loop } = figures.warm[mix];
    expect(loop.best.validation).toBeGreaterThan(times * check.best.validation);
  });

  it("the first request takes some milliseconds more, but less than a hundred", () => {
    expect(figures.cold.check.request).toBeLessThan(100);
  });
});
