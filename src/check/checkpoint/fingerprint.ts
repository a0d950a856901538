import { createHash } from "node:crypto";

/**
 * A hash of everything that decides the results of a run: runs with different results have different fingerprints.
 * @param identity the identity of the run's verdict source
 * @param options the options that change its outputs
 */
export function fingerprintOf(identity: unknown, options: Readonly<Record<string, unknown>>): string {
  return createHash("sha256")
    .update(JSON.stringify([identity, Object.entries(options).sort()]))
    .digest("hex");
}
