/** Makes a class look like one of workerd's own to JavaScript. */

/**
 * Sets the string tag of a class (`[object DurableObjectId]`) as a data property of the prototype, as workerd does: V8 also
 * uses it in its own messages, for which it would never call a getter.
 */
export function setToStringTag(target: { readonly prototype: object }, tag: string): void {
  Object.defineProperty(target.prototype, Symbol.toStringTag, { value: tag, writable: true, configurable: true });
}

/** Makes methods enumerable: `for…in` lists them, in the order of the class. */
export function makeEnumerable(target: { readonly prototype: object }, methods: readonly string[]): void {
  for (const method of methods) Object.defineProperty(target.prototype, method, { enumerable: true });
}

/**
 * A base class whose objects `structuredClone` and `postMessage` refuse (DataCloneError). They refuse objects with
 * internal slots that can't be serialised, so each object is actually a `WeakSet`, without its prototype.
 */
export const Uncloneable: new () => object = /* @__PURE__ */ new Proxy(class {}, {
  construct: (_target, _args, newTarget) => Reflect.construct(WeakSet, [], newTarget),
});

/** The symbols by which Node and Bun, and Deno, find a method that prints an object. */
const PRINTERS = ["nodejs.util.inspect.custom", "Deno.customInspect"];

/**
 * Sets how `console.log` and similar functions print the objects of a class. Nothing else can observe it: `for…in`, JSON,
 * clones and comparisons ignore symbols of a prototype.
 * @param print receives the object, or an object that inherits from the class's prototype; for `undefined`, the tag is printed
 */
export function setPrinted(
  target: { readonly prototype: object },
  print: (value: unknown) => string | undefined,
): void {
  function value(this: unknown): string {
    return print(this) ?? Object.prototype.toString.call(this);
  }
  for (const printer of PRINTERS) {
    Object.defineProperty(target.prototype, Symbol.for(printer), { value, writable: true, configurable: true });
  }
}
