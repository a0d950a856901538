/** A time in the unit that suits it: `94.2 ns`, `181 ns`, `1.53 µs`. */
export function duration(nanoseconds: number): string {
  if (nanoseconds < 999.5) return `${nanoseconds < 99.95 ? nanoseconds.toFixed(1) : nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 999_500) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}

/** How many times our time: `0.94 ×`, `12.2 ×`, `118 ×`. */
export function times(ratio: number): string {
  return `${ratio < 9.995 ? ratio.toFixed(2) : ratio < 999.5 ? ratio.toPrecision(3) : ratio.toFixed(0)} ×`;
}
