import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The command line as it is shipped. The setup of every suite builds it if a source has changed. */
export const BIN = `${ROOT}dist/bin.js`;

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
