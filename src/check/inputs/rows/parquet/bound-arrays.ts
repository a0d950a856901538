/** The most elements that arrays for one chunk of rows may have: more would exceed the memory. */
const MOST_ELEMENTS = 2 ** 27;

/**
 * Makes arrays that are created with a length keep it, in this thread: a write past the end throws a `TypeError`. hyparquet
 * trusts the lengths of runs in a page; with wrong lengths, an array would grow until V8 ends the whole process.
 * @returns resets the budget of elements
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
