import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, run } from "../../../support/packed/npm.js";
import { binaryOf } from "../../../support/runtimes/binaries.js";
import { type Fetched, folderOf } from "../../../support/runtimes/fetched.js";
import type { BundledWorker } from "../../../support/workerd/runtime.js";

/** The newest wrangler. It needs Node 22, so it runs in a separate Node. */
const WRANGLER = { label: "wrangler", package: "wrangler", version: "4.164.0" } as const satisfies Fetched;

/** The version of wrangler. */
export const WRANGLER_VERSION: string = WRANGLER.version;

/** The script of wrangler, which is fetched if it is missing. @throws Error in one line, if it can't be fetched */
export function wranglerScript(): string {
  return join(folderOf("wrangler", WRANGLER), "node_modules/wrangler/bin/wrangler.js");
}

/** Runs wrangler in a folder, without a login and without telemetry. */
export function wrangler(cwd: string, ...args: readonly string[]): Ended {
  return run(cwd, binaryOf("node24"), [wranglerScript(), ...args], {
    CI: "1",
    NO_COLOR: "1",
    WRANGLER_SEND_METRICS: "false",
  });
}

/**
 * Bundles the project's `worker.mjs` as `wrangler deploy` does, without deploying.
 * @throws Error with all that wrangler wrote, if it warned of anything
 */
export function bundleWithWrangler(project: string, outdir: string): BundledWorker {
  const settings = { name: "my-worker", main: "worker.mjs", compatibility_date: "2026-10-01" };
  writeFileSync(join(project, "wrangler.json"), JSON.stringify(settings));
  const { status, stdout, stderr } = wrangler(project, "deploy", "--dry-run", "--outdir", outdir);
  if (status !== 0 || stderr !== "") throw new Error(`wrangler exited ${status}: ${stdout}${stderr}`);
  const wasm = readdirSync(outdir).filter((name) => name.endsWith(".wasm"));
  return { main: join(outdir, "worker.js"), wasm: wasm.map((name) => join(outdir, name)) };
}
