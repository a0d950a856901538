/**
 * A `Uint8Array` whose memory is never shared between threads, as `Blob`, `fetch` and `postMessage` require:
 * `Uint8Array<ArrayBuffer>` from TypeScript 5.7 on. Written so that older compilers accept it too.
 */
export type ArrayBufferBytes = ReturnType<Uint8ArrayConstructor["of"]>;
/** The same for `Uint16Array`. */
export type ArrayBufferUint16s = ReturnType<Uint16ArrayConstructor["of"]>;
/** The same for `Float64Array`. */
export type ArrayBufferFloat64s = ReturnType<Float64ArrayConstructor["of"]>;

/**
 * Whether two ranges of bytes are equal, in time that depends only on `length`, so that it doesn't reveal how far a forged
 * tag matches the right one.
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

/** The class name of a typed array (`Uint8Array`), which can't be faked; `undefined` for any other value. */
function typedArrayName(value: unknown): unknown {
  return typedArrayTag?.call(value);
}

/** Whether a value is a `Uint8Array` (or a `Buffer`) of any realm: test runners and iframes have their own classes. */
export function isUint8Array(value: unknown): value is Uint8Array {
  return typedArrayName(value) === "Uint8Array";
}

/** The same for `Uint16Array`. */
export function isUint16Array(value: unknown): value is Uint16Array {
  return typedArrayName(value) === "Uint16Array";
}
