/**
 * The message of the error that a caller gets for something thrown that can't be sent: what V8 says of it without running
 * any code of the value's own.
 */
export function thrownText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (value.toString !== Object.prototype.toString) return Object.prototype.toString.call(value);
  return `#<${value.constructor.name || "Object"}>`;
}
