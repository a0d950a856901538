/**
 * Whether two stretches of bytes are the same, in time that depends on `length` alone: how far a forged tag agrees
 * with the right one must not show.
 */
export function equalBytes(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  let difference = 0;
  for (let i = 0; i < length; i++) difference |= a[aStart + i] ^ b[bStart + i];
  return difference === 0;
}
