import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { spawnFrom } from "../../src/check/threads/spawn.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The shipped command line. The setup of every suite builds it if a source has changed. */
export const BIN = `${ROOT}dist/bin.js`;

/** Starts the threads of a command line that runs in the test's own process. */
export const spawnThread = spawnFrom(new URL("../../dist/check/threads/worker.js", import.meta.url));

/** Runs the command line as a process. */
export function durableId(argv: readonly string[], input: string | Buffer = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  return { status, stdout, stderr };
}

/** Runs a script, in which `$BIN` is the command line. */
export function shell(script: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
    encoding: "utf8",
    env: { ...process.env, BIN, ...env },
    maxBuffer: 1 << 30,
  });
  return { status, stdout, stderr };
}
