import { byId, fill, make } from "./dom.js";

/** The targets of the pager's links; `undefined` disables a link. */
export interface PagerAddresses {
  readonly first?: string | undefined;
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
}

/** The links to other pages, and the range of this page. They are created once, so that the focus is kept. */
export class Pager {
  readonly #links = {
    first: make("a", {}, "First"),
    previous: make("a", {}, "← Previous"),
    next: make("a", {}, "Next →"),
  };
  readonly #range = make("span", { id: "range", role: "status" });
  readonly #focusElsewhere: () => void;

  /** @param focusElsewhere called when the focused link is disabled */
  constructor(focusElsewhere: () => void) {
    this.#focusElsewhere = focusElsewhere;
    fill(byId("pager"), this.#links.first, this.#links.previous, this.#range, this.#links.next);
    this.lead({});
  }

  /** Sets the targets of all links. */
  lead(addresses: PagerAddresses): void {
    for (const name of ["first", "previous", "next"] as const) setAddress(this.#links[name], addresses[name]);
    const { activeElement } = document;
    const focused = Object.values(this.#links).find((link) => link === activeElement);
    if (focused !== undefined && !focused.hasAttribute("href")) this.#focusElsewhere();
  }

  /** Sets the text with the range of this page. */
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
    // Without an address, assistive technology treats it as a link only if it has the role.
    link.removeAttribute("href");
    link.setAttribute("role", "link");
    link.setAttribute("aria-disabled", "true");
  }
}
