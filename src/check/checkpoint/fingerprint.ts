import { createHash } from "node:crypto";
import { resolve } from "node:path";

/**
 * A hash of what decides the results of a run: two runs that would give different results have different ones.
 * @param identity of the source of its verdicts
 * @param options those that change its outputs
 */
export function fingerprintOf(identity: unknown, options: Readonly<Record<string, unknown>>): string {
  return createHash("sha256")
    .update(JSON.stringify([identity, Object.entries(options).sort()]))
    .digest("hex");
}

/** A path that means the same in every working directory. */
export function absolute(path: string | undefined): string | null {
  return path === undefined ? null : resolve(path);
}
