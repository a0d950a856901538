import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The command line as it is shipped. */
export const BIN = `${ROOT}dist/bin.js`;

/** Makes {@link BIN}, unless it is there: `npm test` builds before it tests. */
export function ensureBin(): void {
  if (!existsSync(BIN)) execFileSync(process.execPath, ["scripts/bundle.mjs"], { cwd: ROOT });
}

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
