import type { Client, Listed, Namespace } from "./client.js";
import { byId, fill, make } from "./dom.js";

/** Objects a page. */
const LIMIT = 50;

/** The objects of one namespace, a page at a time, forwards and back. */
export class ObjectsView {
  readonly #view = byId("objects");
  readonly #client: Client;
  readonly #onChoose: (id: string) => void;
  readonly #onError: (error: unknown) => void;
  #namespace: Namespace | undefined;
  /** The cursors of the pages up to this one: the first has none. */
  #cursors: string[] = [""];

  constructor(client: Client, onChoose: (id: string) => void, onError: (error: unknown) => void) {
    this.#client = client;
    this.#onChoose = onChoose;
    this.#onError = onError;
  }

  /** Shows the first page of a namespace. */
  async open(namespace: Namespace): Promise<void> {
    this.#namespace = namespace;
    this.#cursors = [""];
    await this.#load();
  }

  async #load(): Promise<void> {
    const namespace = this.#namespace;
    const cursor = this.#cursors.at(-1) ?? "";
    if (namespace === undefined) return;
    this.#view.setAttribute("aria-busy", "true");
    try {
      const { objects, next } = await this.#client.objects(namespace.id, cursor, LIMIT);
      // An answer that comes late is not what is being looked at any more.
      if (namespace === this.#namespace && cursor === this.#cursors.at(-1)) this.#show(namespace, objects, next);
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#view.removeAttribute("aria-busy");
    }
  }

  #show(namespace: Namespace, objects: readonly Listed[], next: string): void {
    const page = this.#cursors.length;
    const first = (page - 1) * LIMIT;
    const range = objects.length === 0 ? "" : `${first + 1}–${first + objects.length}${next ? "" : `, the last`}`;
    fill(
      this.#view,
      make(
        "header",
        {},
        make("h2", {}, namespace.class),
        make("p", { class: "hint" }, [namespace.script, ...storageOf(namespace)].join(" · ")),
      ),
      objects.length === 0 ? make("p", { class: "empty" }, "No objects here yet.") : this.#table(objects),
      make(
        "footer",
        {},
        make("button", { type: "button", id: "back", disabled: page === 1, click: () => this.#back() }, "← Back"),
        make("span", { id: "range" }, range),
        make("button", { type: "button", id: "next", disabled: next === "", click: () => this.#next(next) }, "Next →"),
      ),
    );
  }

  #table(objects: readonly Listed[]): HTMLElement {
    const row = ({ id, hasStoredData }: Listed) =>
      make(
        "li",
        {},
        make(
          "button",
          { type: "button", class: "id", click: () => this.#onChoose(id) },
          id.slice(0, 32),
          make("wbr"),
          id.slice(32),
        ),
        make("span", { class: hasStoredData ? "stored yes" : "stored" }, hasStoredData ? "stored data" : "empty"),
      );
    return make("ul", { class: "rows" }, ...objects.map(row));
  }

  #back(): void {
    this.#cursors.pop();
    void this.#load();
  }

  #next(cursor: string): void {
    this.#cursors.push(cursor);
    void this.#load();
  }
}

/** Says nothing where it isn't known. */
function storageOf({ use_sqlite: useSqlite }: Namespace): string[] {
  return useSqlite === null ? [] : [useSqlite ? "SQLite storage" : "key-value storage"];
}
