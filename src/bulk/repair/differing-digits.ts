/**
 * Where the digits of a text are not those of an ID, as indexes from 0.
 * @param text 64 hex digits of either case
 * @param id 64 lower-case digits
 */
export function differingDigits(text: string, id: string): number[] {
  const digits = text.toLowerCase();
  return Array.from(id, (_, index) => index).filter((index) => digits[index] !== id[index]);
}
