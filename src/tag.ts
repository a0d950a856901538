/**
 * Gives the objects of a class their tag (`[object DurableObjectId]`) as workerd does: by a data property of the
 * prototype. V8 puts that into its own messages too, where it would never call a getter.
 */
export function tagClass(target: { readonly prototype: object }, tag: string): void {
  Object.defineProperty(target.prototype, Symbol.toStringTag, { value: tag, writable: true, configurable: true });
}
