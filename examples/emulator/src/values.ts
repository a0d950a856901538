import { Deserializer, Serializer } from "node:v8";

/** V8's own format, without Node's extensions. workerd uses it in messages and on disk. */
class ValueSerializer extends Serializer {
  _getDataCloneError = (message: string) => new DOMException(message, "DataCloneError");
}

/** workerd's numbers for classes of errors in its extension of the format; 0 is followed by a name. */
const ERRORS: Readonly<Record<number, typeof Error>> = {
  1: Error,
  2: TypeError,
  3: RangeError,
  4: ReferenceError,
  5: SyntaxError,
  10: EvalError,
  11: URIError,
};
const ERROR_TAG = 10;

/** Also reads errors as workerd writes them: class, message and own properties. */
class ValueDeserializer extends Deserializer {
  _readHostObject(): Error {
    if (this.readUint32() !== ERROR_TAG) throw new Error("This value is of a type that the emulator can't read.");
    const number = this.readUint32();
    const own = number === 0 ? { name: this.readValue() } : {};
    const error = new (ERRORS[number] ?? Error)(this.readValue());
    return Object.assign(error, own, this.readValue());
  }
}

const DATA =
  /^\[object (Array|Map|Set|Date|RegExp|Error|Boolean|Number|String|BigInt|ArrayBuffer|DataView|\w+Array)\]$/;

/**
 * A value as bytes.
 * @param takesInstances whether objects of classes become plain objects, as in storage, or are refused, as in calls
 * @throws DOMException (`DataCloneError`) for values that can't be copied
 */
export function packValue(value: unknown, takesInstances = false): Uint8Array {
  refuseOthers(value, takesInstances, new Set());
  const serializer = new ValueSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

export function unpackValue(bytes: Uint8Array): unknown {
  const deserializer = new ValueDeserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

/** V8 would turn IDs, stubs, requests and similar objects into plain objects. */
function refuseOthers(value: unknown, takesInstances: boolean, seen: Set<object>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  const tag = Object.prototype.toString.call(value);
  const isPlain = tag === "[object Object]" && (takesInstances || value.constructor === Object);
  if (!isPlain && !DATA.test(tag)) {
    const message = `Could not serialize object of type "${value.constructor?.name ?? "Object"}". This type does not support serialization.`;
    throw new DOMException(message, "DataCloneError");
  }
  if (ArrayBuffer.isView(value)) return;
  const items = value instanceof Map ? [...value].flat() : value instanceof Set ? value : Object.values(value);
  for (const item of items) refuseOthers(item, takesInstances, seen);
}
