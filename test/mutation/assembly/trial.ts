import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** After this, tests are said to hang. */
const LONGEST_RUN = 300_000;

/** The outcome of a build and its tests. */
export type Trial =
  | { readonly kind: "uncompiled"; readonly output: string }
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly test: string };

/** The modules, and the compiler's settings for each. */
export const MODULES = {
  "durable-id.wasm": "asconfig.json",
  "durable-id-scanner.wasm": "asconfig.scanner.json",
} as const;

/**
 * Builds modules in `folder` and runs unit tests on them, up to the first that fails. The committed digests are renewed
 * first: a comparison with them would catch any change.
 * @param modules what to build
 * @param sets paths of tests, or parts of them: one set after the other
 * @returns the outcome, with the first test that failed
 */
export async function tryTests(
  folder: string,
  modules: readonly (keyof typeof MODULES)[],
  sets: readonly (readonly string[])[],
): Promise<Trial> {
  for (const module of modules) {
    const { code, output } = await run(folder, "node_modules/.bin/asc", ["--config", MODULES[module]]);
    if (code !== 0) return { kind: "uncompiled", output };
  }
  await run(folder, process.execPath, ["scripts/embed-wasm.mjs"]);
  await run(folder, process.execPath, ["scripts/digest-wasm.mjs"]);
  const report = join(folder, "build/report.json");
  const options = ["--config", "test/mutation/assembly/vitest.config.ts", "--bail=1"];
  const reporter = ["--reporter=json", `--outputFile=${report}`];
  for (const tests of sets) {
    rmSync(report, { force: true });
    const vitest = ["node_modules/vitest/vitest.mjs", "run", ...options, ...reporter, ...tests];
    const { code } = await run(folder, process.execPath, vitest);
    if (code !== 0) return { kind: "failed", test: code === undefined ? "(tests hang)" : firstFailure(report, folder) };
  }
  return { kind: "passed" };
}

/** A part of Vitest's JSON report. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function firstFailure(report: string, folder: string): string {
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const file = testResults.find(({ status }) => status === "failed");
  if (file === undefined) throw new Error("The tests failed, but their report names no test.");
  const test = file.assertionResults.find(({ status }) => status === "failed")?.fullName.trim();
  return [file.name.replace(`${folder}/`, ""), ...(test === undefined ? [] : [test])].join(": ");
}

/** Runs a program in a process group of its own, so that what hangs can be killed with all its workers: then there is no code. */
function run(
  folder: string,
  program: string,
  args: readonly string[],
): Promise<{ code: number | undefined; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, LONGEST_RUN);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? undefined, output });
    });
  });
}
