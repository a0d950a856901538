/**
 * Shares of a whole that are all visible: each non-zero count gets at least `least`, and the others shrink in
 * proportion. All zero if the counts are.
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
    // Raising one share may push another below the least; the loop ends because each round raises at least one more.
    const next = shares.map((share, i) => lifted[i] || (counts[i] > 0 && share < least));
    if (next.every((isLifted, i) => isLifted === lifted[i])) return shares;
    lifted = next;
  }
}
