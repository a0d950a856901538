import { join } from "node:path";
import { type Ended, run } from "../../../support/packed/npm.js";
import { binaryOf } from "../../../support/runtimes/binaries.js";

/** Runs Deno in a folder, with its cache there. */
export function deno(cwd: string, ...args: readonly string[]): Ended {
  return run(cwd, binaryOf("deno"), args, {
    DENO_DIR: join(cwd, ".deno"),
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
  });
}
