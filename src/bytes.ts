/**
 * An array over memory of its own, never shared between threads, which is what `Blob`, `fetch` and `postMessage` take:
 * `Uint8Array<ArrayBuffer>` from TypeScript 5.7 on. Written in this way, compilers before that can read it too.
 */
export type OwnUint8Array = ReturnType<Uint8ArrayConstructor["of"]>;
/** The same for {@link OwnUint8Array}'s relatives. */
export type OwnUint16Array = ReturnType<Uint16ArrayConstructor["of"]>;
/** The same for {@link OwnUint8Array}'s relatives. */
export type OwnFloat64Array = ReturnType<Float64ArrayConstructor["of"]>;

/**
 * Whether two stretches of bytes are the same, in time that depends on `length` alone: how far a forged tag agrees
 * with the right one must not show.
 */
export function equalBytes(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  let difference = 0;
  for (let i = 0; i < length; i++) difference |= a[aStart + i] ^ b[bStart + i];
  return difference === 0;
}
