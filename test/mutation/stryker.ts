import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Runs Stryker over a group.
 * @param group the name of the group, whose tests vitest.config.ts runs
 * @param mutate the files to mutate
 * @param report where the results of earlier runs are, and where these go
 * @param folder for everything else that is written
 */
export function runStryker(group: string, mutate: readonly string[], report: string, folder: string): void {
  const place = `${folder}/${group.replace("/", "-")}`;
  const config = `${place}.config.json`;
  const options = {
    mutate,
    testRunner: "vitest",
    vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    concurrency: Number(process.env.MUTATION_JOBS ?? 2),
    incremental: true,
    incrementalFile: report,
    plugins: ["@stryker-mutator/vitest-runner", resolve("test/mutation/ignore-prose.mjs")],
    ignorers: ["prose"],
    // A busy machine must not make a mutant look caught. Stryker counts the rounds of loops, and so ends most of those
    // that don't end by themselves long before.
    timeoutMS: 10_000,
    timeoutFactor: 2,
    // Stryker would read it with TypeScript's JavaScript API, which TypeScript 7 doesn't have.
    tsconfigFile: "none",
    ignorePatterns: [
      "**",
      "!src/**",
      "!dist/**",
      "!test/**",
      "!support/**",
      "!vectors/**",
      "!package.json",
      "!vitest.config.ts",
    ],
    tempDirName: `${folder}/sandbox-${group.replace("/", "-")}`,
    reporters: [process.stdout.isTTY ? "progress" : "progress-append-only", "html"],
    htmlReporter: { fileName: `${place}.html` },
    // Nothing checks the types of the copies.
    disableTypeChecks: false,
    logLevel: "warn",
  };
  writeFileSync(config, JSON.stringify(options));
  execFileSync("npx", ["stryker", "run", config], {
    stdio: "inherit",
    env: { ...process.env, MUTATION_GROUP: group },
  });
}
