/**
 * Counts as parts of 1 that can all be seen: what is not zero gets at least `least`, and the others give way in
 * proportion. All zero where there is nothing to share.
 */
export function visibleShares(counts: readonly number[], least: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  let lifted = counts.map(() => false);
  for (;;) {
    const liftedCount = lifted.filter(Boolean).length;
    const room = 1 - liftedCount * least;
    const rest = counts.reduce((sum, count, i) => (lifted[i] ? sum : sum + count), 0);
    const shares = counts.map((count, i) => (lifted[i] ? least : rest === 0 ? 0 : (count / rest) * room));
    // To lift one may push another below the least; it ends, since each round lifts one more.
    const next = shares.map((share, i) => lifted[i] || (counts[i] > 0 && share < least));
    if (next.every((isLifted, i) => isLifted === lifted[i])) return shares;
    lifted = next;
  }
}
