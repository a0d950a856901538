/** Converts a value to a type that SQLite accepts; other values become strings, as in workerd. */
export function bindable(value: unknown): unknown {
  if (value == null) return null;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === "bigint") throw new TypeError("Cannot convert a BigInt value to a number");
  return typeof value === "number" ? value : String(value);
}

/** Converts a value of a row for the object: bytes become an `ArrayBuffer`. */
export function columnValue(value: unknown): unknown {
  return value instanceof Uint8Array ? new Uint8Array(value).buffer : value;
}
