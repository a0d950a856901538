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
 * Whether two stretches of bytes are the same, in time that depends only on `length`: how far a forged tag agrees
 * with the right one must not show.
 */
export function equalBytes(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  let difference = 0;
  for (let i = 0; i < length; i++) difference |= a[aStart + i] ^ b[bStart + i];
  return difference === 0;
}

const typedArrayTag = /* @__PURE__ */ Object.getOwnPropertyDescriptor(
  /* @__PURE__ */ Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get;

/** The name of a typed array's class (`Uint8Array`), which nothing can fake; `undefined` for any other value. */
function typedArrayName(value: unknown): unknown {
  return typedArrayTag?.call(value);
}

/** Whether a value is a `Uint8Array` (a `Buffer` too), of whatever realm: test runners and iframes have their own classes. */
export function isUint8Array(value: unknown): value is Uint8Array {
  return typedArrayName(value) === "Uint8Array";
}

/** The same for `Uint16Array`. */
export function isUint16Array(value: unknown): value is Uint16Array {
  return typedArrayName(value) === "Uint16Array";
}
