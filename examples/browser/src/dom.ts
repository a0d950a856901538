/** The element with an id, which must be of the given class. */
export function byId<Element extends HTMLElement>(id: string, Class: new () => Element): Element {
  const element = document.getElementById(id);
  if (element instanceof Class) return element;
  throw new Error(`The page has no ${Class.name} "${id}".`);
}

/** A new element with text or children. The content of a file is never parsed as HTML. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className !== "") element.className = className;
  element.append(...content);
  return element;
}
