import type { BenchReport } from "../../src/cli/bench/report.js";
import { run } from "../../test/packed/npm.js";
import { binaryOf, type RuntimeName } from "../../test/runtime/binaries.js";
import type { PackedProject } from "../suite/packed.js";

/** The figures that the installed command line prints in a runtime that has a command line itself. */
export function benchInProcess({ home, bin }: PackedProject, name: RuntimeName, seconds: number): BenchReport {
  const before = name === "deno" ? ["run", "--allow-all", "--no-lock", "--cached-only"] : [];
  const quiet = { DENO_NO_UPDATE_CHECK: "1" };
  const args = [...before, bin, "bench", "--json", "--seconds", String(seconds)];
  const { status, stdout, stderr } = run(home, binaryOf(name), args, quiet);
  if (status !== 0) throw new Error(`durable-id bench ended with exit code ${status} in ${name}: ${stderr.trim()}`);
  return JSON.parse(stdout) as BenchReport;
}
