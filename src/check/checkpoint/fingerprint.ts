import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { LabelledNamespace } from "../namespaces.js";

/** Derived under each key: who has the key has the ID, and who has the ID has nothing. */
const PROBE = "durable-id checkpoint";

/**
 * Stands for the keys and options of a run: two runs that would give different results have different ones. Of a key
 * nothing is in it but the ID of a name, hashed once more.
 */
export function fingerprintOf(
  namespaces: readonly LabelledNamespace[],
  options: Readonly<Record<string, unknown>>,
): string {
  const keys = namespaces.map(({ label, namespace }) => [label, namespace.idFromName(PROBE).toString()]);
  return createHash("sha256")
    .update(JSON.stringify([keys, Object.entries(options).sort()]))
    .digest("hex");
}

/** A path that means the same in every working directory. */
export function absolute(path: string | undefined): string | null {
  return path === undefined ? null : resolve(path);
}
