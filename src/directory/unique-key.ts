/**
 * The worker and the class of a unique key such as `my-worker-ChatRoom`: the parts before and after its last hyphen,
 * since no class has one in its name. Without a hyphen, both are the whole key.
 */
export function splitUniqueKey(uniqueKey: string): { script: string; class: string } {
  const hyphen = uniqueKey.lastIndexOf("-");
  const isSplit = hyphen > 0 && hyphen < uniqueKey.length - 1;
  return isSplit
    ? { script: uniqueKey.slice(0, hyphen), class: uniqueKey.slice(hyphen + 1) }
    : { script: uniqueKey, class: uniqueKey };
}
