import { satisfies } from "semver";

/**
 * The package.json of an example, asking for a range of durable-id that has a version: the text as it was, if its own
 * range has it.
 */
export function withRange(manifest: string, version: string): string {
  return manifest.replace(/("durable-id": ")([^"]*)/, (whole, before: string, range: string) =>
    satisfies(version, range) ? whole : `${before}^${version}`,
  );
}
