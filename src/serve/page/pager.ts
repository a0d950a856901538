import { byId, fill, make } from "./dom.js";

/** Where the links of the pager lead; `undefined`: nowhere. */
export interface PagerAddresses {
  readonly first?: string | undefined;
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
}

/** The links to other pages and what this page has. They are made once, so that the focus stays on them. */
export class Pager {
  readonly #links = {
    first: make("a", {}, "First"),
    previous: make("a", {}, "← Previous"),
    next: make("a", {}, "Next →"),
  };
  readonly #range = make("span", { id: "range", role: "status" });
  readonly #focusElsewhere: () => void;

  /** @param focusElsewhere called when the link with the focus leads nowhere any more */
  constructor(focusElsewhere: () => void) {
    this.#focusElsewhere = focusElsewhere;
    fill(byId("pager"), this.#links.first, this.#links.previous, this.#range, this.#links.next);
    this.lead({});
  }

  /** Sets where all the links lead. */
  lead(addresses: PagerAddresses): void {
    for (const name of ["first", "previous", "next"] as const) setAddress(this.#links[name], addresses[name]);
    const { activeElement } = document;
    const focused = Object.values(this.#links).find((link) => link === activeElement);
    if (focused !== undefined && !focused.hasAttribute("href")) this.#focusElsewhere();
  }

  /** Says what this page has. */
  say(text: string): void {
    this.#range.textContent = text;
  }
}

function setAddress(link: HTMLAnchorElement, address: string | undefined): void {
  if (address !== undefined) {
    link.href = address;
    link.removeAttribute("role");
    link.removeAttribute("aria-disabled");
  } else {
    // Without an address it is not a link to assistive technology, unless it is named one.
    link.removeAttribute("href");
    link.setAttribute("role", "link");
    link.setAttribute("aria-disabled", "true");
  }
}
