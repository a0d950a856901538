import { join } from "node:path";
import type { BenchReport } from "../../src/cli/bench/report.js";
import { run } from "../../support/packed/npm.js";
import { binaryOf, type RuntimeName } from "../../support/runtimes/binaries.js";

/**
 * The figures that the command line of a project's package prints, in a runtime that has a command line itself.
 * @throws Error if it fails, or prints anything except its figures
 */
export function benchInProcess(project: string, name: RuntimeName, seconds: number): BenchReport {
  const before = name === "deno" ? ["run", "--allow-all", "--no-lock", "--cached-only"] : [];
  const quiet = { DENO_NO_UPDATE_CHECK: "1" };
  const bin = join(project, "node_modules/durable-id/dist/bin.js");
  const args = [...before, bin, "bench", "--json", "--seconds", String(seconds)];
  const { status, stdout, stderr } = run(project, binaryOf(name), args, quiet);
  if (status !== 0 || stderr !== "") {
    throw new Error(`durable-id bench ended with exit code ${status} in ${name}: ${stderr.trim()}`);
  }
  return JSON.parse(stdout) as BenchReport;
}
