/** What `structuredClone` copies whole, by its tag. Views of a buffer are told apart otherwise. */
const STRUCTURED = /^\[object (Date|RegExp|Error|Boolean|Number|String|(Shared)?ArrayBuffer)\]$/;

/**
 * A value on its way to an object or back. Data is copied, as RPC does: primitives, arrays, plain objects, `Map`, `Set`,
 * and what `structuredClone` copies whole. Functions, and what has a class of its own (a `Request`, a `Response`, a
 * stream, a stub, an ID), go as they are, wherever they stand: there is one process, and a copy would be an empty shell.
 * @throws DOMException (`DataCloneError`) for a symbol
 */
export function carry<Value>(value: Value): Value {
  return copyOf(value, new Map()) as Value;
}

/** @param copies what is copied already: a value that stands in several places, or in itself, stays one value */
function copyOf(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value === "function") return value;
  if (typeof value !== "object" || value === null) return structuredClone(value);
  if (copies.has(value)) return copies.get(value);
  const keep = <Copy>(copy: Copy): Copy => {
    copies.set(value, copy);
    return copy;
  };
  if (Array.isArray(value)) {
    const copy: unknown[] = keep([]);
    for (const [i, item] of value.entries()) copy[i] = copyOf(item, copies);
    return copy;
  }
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, item] of value) copy.set(copyOf(key, copies), copyOf(item, copies));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const item of value) copy.add(copyOf(item, copies));
    return copy;
  }
  if (isPlain(value)) {
    const copy: Record<string, unknown> = keep({});
    // Defined, and not assigned: `__proto__` is a key like any other.
    for (const [key, item] of Object.entries(value)) {
      Object.defineProperty(copy, key, {
        value: copyOf(item, copies),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    return copy;
  }
  const isStructured = ArrayBuffer.isView(value) || STRUCTURED.test(Object.prototype.toString.call(value));
  return keep(isStructured ? structuredClone(value) : value);
}

/** Of any realm: its prototype is no class's. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
