/**
 * Bits of evidence below which a repair is not reported: a run over a million damaged records has a wrong repair with a
 * probability of less than 1 in 280 million.
 */
export const LEAST_EVIDENCE = 48;

/**
 * How unlikely it is that at least `matching` of `length` random digits are as expected, in bits.
 *
 * The sum over k from `matching` to `length` of (length choose k) · 15^(length - k), divided by 16^length.
 */
export function agreementBits(matching: number, length: number): number {
  let ways = 1;
  let sum = 1;
  // From k = length down: each step multiplies by k · 15 / (length - k + 1).
  for (let k = length; k > matching; k--) {
    ways *= (k * 15) / (length - k + 1);
    sum += ways;
  }
  return 4 * length - Math.log2(sum);
}

/** What is left of evidence if so many attempts could have given it: a lower bound, as a whole number. */
export function evidenceAfter(bits: number, attempts: number): number {
  return Math.floor(bits - Math.log2(attempts));
}
