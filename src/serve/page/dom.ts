/** A child of an element. A string becomes a text node, and is never parsed as HTML. `false` and `undefined` are left out. */
export type Child = Node | string | false | undefined;

/** Attributes of an element, and event listeners. */
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

/**
 * Creates an element. An attribute that is a function becomes a listener for the event of that name; one that is `false`
 * is left out.
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child): child is Node | string => child !== false && child !== undefined));
  return element;
}

/** The element with this id in the page's HTML. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}

/** Replaces the children of an element. */
export function fill(element: HTMLElement, ...children: readonly Child[]): void {
  element.replaceChildren(
    ...children.filter((child): child is Node | string => child !== false && child !== undefined),
  );
}
