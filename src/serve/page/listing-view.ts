import { Inspector } from "./anatomy.js";
import type { Client, Namespace } from "./client.js";
import { byId, fill, make } from "./dom.js";
import { IdBox } from "./id-box.js";
import { ObjectsView } from "./objects-view.js";
import { addressOf, currentPlace } from "./place.js";

/** The namespaces, the objects of one of them, and the input for an ID, according to the address. */
export class ListingView {
  readonly #namespaces: readonly Namespace[];
  readonly #links: readonly HTMLAnchorElement[];
  readonly #objects: ObjectsView;
  readonly #box: IdBox;
  readonly #closed = new AbortController();

  constructor(client: Client, namespaces: readonly Namespace[], onTokenRefused: () => void) {
    const { signal } = this.#closed;
    this.#namespaces = namespaces;
    this.#box = new IdBox(client, new Inspector(namespaces), signal);
    this.#objects = new ObjectsView(
      client,
      { onChoose: (id, namespace) => this.#box.show(id, namespace), onTokenRefused },
      signal,
    );
    this.#links = namespaces.map(linkTo);
    const count = namespaces.length === 1 ? "1 namespace" : `${namespaces.length} namespaces`;
    const items = this.#links.map((link) => make("li", {}, link));
    fill(byId("namespaces"), make("h2", {}, count), make("ul", {}, ...items));
    addEventListener("hashchange", () => this.#show(), { signal });
    this.#show();
  }

  /** Clears the page. */
  close(): void {
    this.#closed.abort();
    this.#box.clear();
    this.#objects.clear();
    fill(byId("namespaces"));
  }

  #show(): void {
    const place = currentPlace();
    const index = place.namespace === undefined ? 0 : this.#namespaces.findIndex(({ id }) => id === place.namespace);
    for (const [i, link] of this.#links.entries()) {
      if (i === index) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const namespace = this.#namespaces[index];
    if (namespace !== undefined) void this.#objects.show(namespace, place.from);
    else if (this.#namespaces.length === 0) this.#objects.showNothing("This listing has no namespaces.");
    else this.#objects.showNothing(`Unknown namespace id ${JSON.stringify(place.namespace)}.`);
  }
}

function linkTo(namespace: Namespace): HTMLAnchorElement {
  return make(
    "a",
    { href: addressOf(namespace.id, ""), title: namespace.id },
    make("b", {}, namespace.class),
    make("span", {}, namespace.script),
    namespace.uniqueKey === null && make("span", { class: "secret" }, "unknown key"),
  );
}
