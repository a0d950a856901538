import { build } from "esbuild";
import { machineHere } from "../../src/cli/bench/machine.js";
import type { Pace } from "../../src/cli/bench/race.js";
import { type BenchReport, reportOf } from "../../src/cli/bench/report.js";
import { launchChromium } from "../../support/chromium.js";
import { writeEntry } from "../suite/entry.js";
import type { PageAnswer } from "./page.js";

/** A secure origin, which WebCrypto requires. Its files are defined below, so no network is used. */
const ORIGIN = "https://bench.test/";

/** The package that a project has, bundled for browsers, in a page of a real Chromium. */
export async function benchInChromium(project: string, version: string, pace: Pace): Promise<BenchReport> {
  const start = "globalThis.measure = (pace) => ours.measurePage(library, pace);";
  const { outputFiles } = await build({
    entryPoints: [writeEntry(project, "page.mjs", "bench/runtimes/page.ts", start)],
    absWorkingDir: project,
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    target: "es2022",
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.route(`${ORIGIN}**`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: "<!doctype html><title>bench</title>",
        // With these its clock counts 5 microseconds, and not 100.
        headers: { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" },
      }),
    );
    await page.goto(ORIGIN);
    await page.addScriptTag({ content: outputFiles[0].text });
    const { engine, contenders, outcome } = await page.evaluate<PageAnswer>(`measure(${JSON.stringify(pace)})`);
    const runtime = { name: "Chromium", version: browser.version() };
    return reportOf(outcome, contenders, { version, runtime, machine: machineHere(), engine });
  } finally {
    await browser.close();
  }
}
