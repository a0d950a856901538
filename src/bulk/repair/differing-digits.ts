/**
 * The indexes, from 0, at which the digits of a text differ from those of an ID.
 * @param text 64 hex digits of either case
 * @param id 64 lower-case digits
 */
export function differingDigits(text: string, id: string): number[] {
  const digits = text.toLowerCase();
  return Array.from(id, (_, index) => index).filter((index) => digits[index] !== id[index]);
}
