/** What makes a class look from JavaScript like one of workerd's own. */

/**
 * Gives the objects of a class their tag (`[object DurableObjectId]`) by a data property of the prototype, as workerd
 * does: V8 puts it into its own messages too, where it would never call a getter.
 */
export function setToStringTag(target: { readonly prototype: object }, tag: string): void {
  Object.defineProperty(target.prototype, Symbol.toStringTag, { value: tag, writable: true, configurable: true });
}

/** Makes methods enumerable: `for…in` lists them, in the order of the class. */
export function makeEnumerable(target: { readonly prototype: object }, methods: readonly string[]): void {
  for (const method of methods) Object.defineProperty(target.prototype, method, { enumerable: true });
}

/**
 * A base class whose objects `structuredClone` and `postMessage` refuse (DataCloneError). They refuse an object with
 * internal slots that can't be serialised, so each object is a `WeakSet` underneath, without its prototype.
 */
export const Uncloneable: new () => object = /* @__PURE__ */ new Proxy(class {}, {
  construct: (_target, _args, newTarget) => Reflect.construct(WeakSet, [], newTarget),
});

/** The symbols by which Node and Bun, and Deno, find how an object is printed. */
const PRINTERS = ["nodejs.util.inspect.custom", "Deno.customInspect"];

/**
 * Has `console.log` and its like print the objects of a class as a text. Nothing else shows the difference: `for…in`,
 * JSON, clones and comparisons see no symbols of a prototype.
 * @param print gets the objects, and whatever inherits from the class's prototype; `undefined` prints as its tag
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
