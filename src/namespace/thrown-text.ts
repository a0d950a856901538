/**
 * The message of the error that a caller gets for a thrown value that can't be sent: V8's description of it, which runs
 * no code of the value.
 */
export function thrownText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (value.toString !== Object.prototype.toString) return Object.prototype.toString.call(value);
  return `#<${value.constructor.name || "Object"}>`;
}
