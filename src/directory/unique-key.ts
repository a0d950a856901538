import { celldClassOf } from "../format/celld.js";

/**
 * Splits a unique key into the worker and the class: a key of celld (`cells:v1:9:my-worker:ChatRoom`) by its format, other
 * keys at the last hyphen (`my-worker-ChatRoom`), since class names don't contain hyphens. Without one, both are the key.
 */
export function splitUniqueKey(uniqueKey: string): { script: string; class: string } {
  const celld = celldClassOf(uniqueKey);
  if (celld !== undefined) return { script: celld.script, class: celld.className };
  const hyphen = uniqueKey.lastIndexOf("-");
  const isSplit = hyphen > 0 && hyphen < uniqueKey.length - 1;
  return isSplit
    ? { script: uniqueKey.slice(0, hyphen), class: uniqueKey.slice(hyphen + 1) }
    : { script: uniqueKey, class: uniqueKey };
}
