/** An integer with thousands separators, the same in every locale: `1,234,567`. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share of a whole: `95.1 %`. Never rounded to 0 % or 100 %: 99.99 % with one fault left is not 100 %. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0 %";
  if (part === whole) return "100 %";
  const percent = (100 * part) / whole;
  if (percent < 0.1) return "< 0.1 %";
  if (percent > 99.9) return "> 99.9 %";
  return `${percent.toFixed(1)} %`;
}

/** A number of bytes: `20 kB`, `1.2 MB`. */
export function formatSize(bytes: number): string {
  const units = ["kB", "MB", "GB", "TB"];
  if (bytes < 1000) return `${bytes} B`;
  let size = bytes / 1000;
  while (size >= 999.5 && units.length > 1) {
    size /= 1000;
    units.shift();
  }
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[0]}`;
}

/** A duration of a run: `0.04 s`, `12.3 s`, `2 min 5 s`, `3 h 20 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  return formatLong(Math.round(seconds));
}

/** An estimated duration, in whole seconds: `0 s`, `12 s`, `2 min 5 s`. */
export function formatEstimate(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : formatLong(whole);
}

function formatLong(seconds: number): string {
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The time of one operation: `94.2 ns`, `181 ns`, `1.53 µs`, `41.0 ms`. */
export function formatNanoseconds(nanoseconds: number): string {
  if (nanoseconds < 999.5) return `${nanoseconds < 99.95 ? nanoseconds.toFixed(1) : nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 999_500) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}

/** A ratio of two times: `0.94 ×`, `12.2 ×`, `118 ×`. */
export function formatRatio(ratio: number): string {
  return `${ratio < 9.995 ? ratio.toFixed(2) : ratio < 999.5 ? ratio.toPrecision(3) : ratio.toFixed(0)} ×`;
}
