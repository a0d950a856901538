/**
 * The least evidence of a reported repair, in bits: in a run over a million damaged records, the probability of a wrong
 * repair is less than 1 in 280 million.
 */
export const LEAST_EVIDENCE = 48;

/**
 * How improbable it is, in bits, that at least `matching` of `length` random digits match.
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

/** The evidence that remains after this number of attempts: a lower bound, as an integer. */
export function evidenceAfter(bits: number, attempts: number): number {
  return Math.floor(bits - Math.log2(attempts));
}
