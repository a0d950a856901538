import { expect, test } from "vitest";
import {
  formatCount,
  formatDuration,
  formatEstimate,
  formatNanoseconds,
  formatRatio,
  formatShare,
  formatSize,
} from "../../src/text/quantities.js";

test.each<[format: (quantity: number) => string, quantity: number, text: string]>([
  [formatCount, 0, "0"],
  [formatCount, 999, "999"],
  [formatCount, 1_234_567.4, "1,234,567"],
  [formatSize, 999, "999 B"],
  [formatSize, 1000, "1.0 kB"],
  [formatSize, 9_949, "9.9 kB"],
  [formatSize, 9_950, "10 kB"],
  [formatSize, 999_499, "999 kB"],
  [formatSize, 999_500, "1.0 MB"],
  [formatSize, 5e15, "5000 TB"],
  [formatDuration, 0, "0.00 s"],
  [formatDuration, 0.042, "0.04 s"],
  [formatDuration, 9.994, "9.99 s"],
  [formatDuration, 59.94, "59.9 s"],
  [formatDuration, 59.96, "1 min 0 s"],
  [formatDuration, 754, "12 min 34 s"],
  [formatDuration, 3599.7, "1 h 0 min"],
  [formatDuration, 12_000, "3 h 20 min"],
  [formatEstimate, -1, "0 s"],
  [formatEstimate, 12.3, "12 s"],
  [formatEstimate, 59.6, "1 min 0 s"],
  [formatEstimate, 12_000, "3 h 20 min"],
  [formatNanoseconds, 5.64, "5.6 ns"],
  [formatNanoseconds, 99.96, "100 ns"],
  [formatNanoseconds, 160, "160 ns"],
  [formatNanoseconds, 999.6, "1.00 µs"],
  [formatNanoseconds, 2.05e6, "2.05 ms"],
  [formatNanoseconds, 41.02e6, "41.0 ms"],
  [formatRatio, 0.938, "0.94 ×"],
  [formatRatio, 9.996, "10.0 ×"],
  [formatRatio, 118.2, "118 ×"],
  [formatRatio, 1204, "1204 ×"],
])("%o of %f is %s", (format, quantity, text) => {
  expect(format(quantity)).toBe(text);
});

test.each([
  [0, 0, "0 %"],
  [1, 1, "100 %"],
  [1, 3, "33.3 %"],
  [1, 10_000, "< 0.1 %"],
  [9_999, 10_000, "> 99.9 %"],
])("%i of %i is a share of %s", (part, whole, text) => {
  expect(formatShare(part, whole)).toBe(text);
});
