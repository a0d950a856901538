import { celldClassOf } from "../format/celld.js";

/**
 * The worker and the class of a unique key: those of celld's (`cells:v1:9:my-worker:ChatRoom`), else what is before and
 * after the last hyphen (`my-worker-ChatRoom`), since no class has one in its name. Without a hyphen both are the whole key.
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
