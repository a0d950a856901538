import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import type { TestUserConfig } from "vitest/node";

const MINUTE = 60_000;
/** Builds if a source has changed. The setups after it can rely on dist/. */
const BUILT = "test/setup/fresh-build.ts";
/** Installs the packed package into an empty project. */
const PACKED = "support/packed/setup.ts";

/** One project for each suite. No two of them share a file. */
const suites: TestUserConfig = {
  // `vitest run` means the unit tests; the other suites run if they are named: `vitest run --project docs`.
  project: "unit",
  // Vitest leaves a core to itself, which is half of a machine of two: 128 s for 85.
  maxWorkers: "100%",
  // Tests count work, not time: a timeout only ends what hangs, on a machine that is busy with other things too.
  testTimeout: MINUTE,
  hookTimeout: MINUTE,
  projects: [
    { extends: true, test: { name: "unit", include: ["{test,bench}/**/*.test.ts"], globalSetup: BUILT } },
    {
      // Pages in a Chromium.
      extends: true,
      test: { name: "browser", include: ["test/browser/*.browser.ts"], globalSetup: BUILT, fileParallelism: false },
    },
    {
      // Every block of code and every link of README.md, docs/ and examples/.
      extends: true,
      test: {
        name: "docs",
        include: ["test/docs/*.docs.ts"],
        globalSetup: [BUILT, PACKED],
        testTimeout: 2 * MINUTE,
        hookTimeout: 2 * MINUTE,
      },
    },
    {
      // Every example, copied and installed by its own README, and its own tests.
      extends: true,
      test: {
        name: "examples",
        include: ["test/examples/*.packed.ts"],
        globalSetup: [BUILT, PACKED],
        testTimeout: 4 * MINUTE,
        hookTimeout: 5 * MINUTE,
      },
    },
    {
      // The packed package in every runtime. The runtimes come from npm.
      extends: true,
      test: {
        name: "runtime",
        include: ["{test/packed,test/runtime,bench}/**/*.packed.ts"],
        globalSetup: [BUILT, "test/runtime/fetch.ts", PACKED, "test/runtime/setup.ts"],
        testTimeout: 2 * MINUTE,
        hookTimeout: 5 * MINUTE,
      },
    },
    {
      // Gigabytes, full disks, and hundreds of killed processes.
      extends: true,
      test: {
        name: "heavy",
        include: ["test/heavy/*.heavy.ts"],
        globalSetup: BUILT,
        fileParallelism: false,
        // Chains of processes run two at a time.
        maxConcurrency: 2,
        testTimeout: 10 * MINUTE,
      },
    },
    {
      // State folders that `wrangler dev` makes.
      extends: true,
      test: { name: "wrangler", include: ["test/local/wrangler/*.heavy.ts"], globalSetup: BUILT },
    },
    {
      // Tables that other programs write.
      extends: true,
      test: { name: "formats", include: ["test/formats/*.heavy.ts"], globalSetup: BUILT, fileParallelism: false },
    },
    {
      // Verdicts of a real workerd, a whole listing pulled, ten million IDs reconciled.
      extends: true,
      test: {
        name: "remote",
        include: ["test/remote/*.heavy.ts"],
        globalSetup: BUILT,
        fileParallelism: false,
        testTimeout: 10 * MINUTE,
      },
    },
    {
      // Verdicts as SQL, in real databases.
      extends: true,
      test: {
        name: "databases",
        include: ["test/databases/*.heavy.ts"],
        globalSetup: BUILT,
        fileParallelism: false,
        testTimeout: 10 * MINUTE,
        hookTimeout: 10 * MINUTE,
      },
    },
    {
      // The derivation in other languages, against the vectors.
      extends: true,
      test: {
        name: "ports",
        include: ["test/ports/*.heavy.ts"],
        globalSetup: BUILT,
        fileParallelism: false,
        testTimeout: 5 * MINUTE,
        hookTimeout: 5 * MINUTE,
      },
    },
    {
      // `serve` under other people's clients, and under load.
      extends: true,
      test: {
        name: "services",
        include: ["test/{api,load}/*.heavy.ts"],
        globalSetup: BUILT,
        fileParallelism: false,
      },
    },
  ],
};

export default defineConfig({
  resolve: {
    alias: {
      "#wasm-module": fileURLToPath(new URL("./src/engine/module.ts", import.meta.url)),
      "#scanner-module": fileURLToPath(new URL("./src/engine/scan/module.ts", import.meta.url)),
    },
  },
  test: suites,
});
