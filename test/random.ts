/** Random numbers that a seed repeats. */
export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** One of several values. */
  pick<Value>(values: readonly Value[]): Value;
  /** Random bytes. */
  bytes(length: number): Uint8Array;
}

/** Mulberry32: 32 bits of state, good enough to choose test data by. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    pick: <Value>(values: readonly Value[]) => values[below(values.length)] as Value,
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
