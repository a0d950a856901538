/** Elements of arrays that decoding one stretch of rows may take: more than there is memory for. */
const MOST_ELEMENTS = 2 ** 27;

/**
 * Makes arrays that are made with a length keep it, in this thread: to write past their end throws a `TypeError`. hyparquet
 * trusts the lengths of runs in a page. Where they are wrong, an array grows until V8 ends the whole process.
 * @returns lets as many elements be made again as at first
 */
export function boundArrays(): () => void {
  let left = MOST_ELEMENTS;
  globalThis.Array = new Proxy(Array, {
    construct(target, args, newTarget) {
      const [length] = args;
      if (args.length !== 1 || typeof length !== "number") return Reflect.construct(target, args, newTarget);
      left -= length;
      if (left < 0) throw new RangeError("Too many elements");
      const array: unknown[] = Reflect.construct(target, args, newTarget);
      return Object.preventExtensions(array.fill(undefined));
    },
  });
  return () => {
    left = MOST_ELEMENTS;
  };
}
