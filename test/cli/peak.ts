import { fileURLToPath } from "node:url";
import { shell } from "./process.js";

const HOOK = fileURLToPath(new URL("peak.cjs", import.meta.url));
const PEAK = /^peak (\d+) kB\n/gm;

/**
 * Runs a script as {@link shell} does, and measures the peak memory of the last `$BIN` in it, in MB. A process of its
 * own is a steady measure: what the test's process holds, and when it collects garbage, has no part in it.
 */
export function shellWithPeak(script: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = shell(script, { NODE_OPTIONS: `--require=${HOOK}`, ...env });
  const kilobytes = [...stderr.matchAll(PEAK)].map(([, figure]) => Number(figure));
  return { status, stdout, stderr: stderr.replace(PEAK, ""), megabytes: (kilobytes.at(-1) ?? Number.NaN) / 1024 };
}
