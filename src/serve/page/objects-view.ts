import { type Client, type Listed, type Namespace, type ObjectsPage, RequestError } from "./client.js";
import { byId, fill, make } from "./dom.js";
import { Pager } from "./pager.js";
import { addressOf, parseStart } from "./place.js";
import { keepScrollPosition, type Scroll } from "./scroll.js";

/** Callbacks to the other views. */
interface Listeners {
  readonly onChoose: (id: string, namespace: string) => void;
  readonly onTokenRefused: () => void;
}

/** The objects of one namespace, page by page. Its elements are reused, so that the focus is kept. */
export class ObjectsView {
  readonly #client: Client;
  readonly #listeners: Listeners;
  readonly #scroll: Scroll;
  readonly #pager = new Pager(() => this.#title.focus({ preventScroll: true }));
  readonly #title = byId("objects-title");
  readonly #rows = byId("rows");
  readonly #jumpTo = byId("jump-to") as HTMLInputElement;
  #namespace: Namespace | undefined;
  /** Counts the requests, so that late answers are ignored. */
  #turn = 0;

  constructor(client: Client, listeners: Listeners, signal: AbortSignal) {
    this.#client = client;
    this.#listeners = listeners;
    this.#scroll = keepScrollPosition(byId("objects"), signal);
    const jump = (event: Event) => {
      event.preventDefault();
      const from = parseStart(this.#jumpTo.value);
      if (from !== undefined && this.#namespace !== undefined) location.hash = addressOf(this.#namespace.id, from);
    };
    byId("jump").addEventListener("submit", jump, { signal });
  }

  /** Shows the objects from an ID, or its first digits, on. */
  async show(namespace: Namespace, from: string): Promise<void> {
    const view = byId("objects");
    const restoreScroll = this.#scroll.entered();
    // Rows of another namespace must not be shown under the name of this one.
    if (namespace !== this.#namespace) this.showNothing("");
    const turn = ++this.#turn;
    this.#namespace = namespace;
    this.#title.textContent = namespace.class;
    document.title = `${namespace.class} · durable-id`;
    byId("objects-note").textContent = [namespace.script, ...storageOf(namespace)].join(" · ");
    byId("jump").hidden = false;
    if (document.activeElement !== this.#jumpTo) this.#jumpTo.value = from.length < 64 ? from : "";
    fill(byId("objects-fault"));
    view.setAttribute("aria-busy", "true");
    try {
      const page = await this.#client.objects(namespace.id, from);
      if (turn !== this.#turn) return;
      this.#showPage(namespace, from, page);
      restoreScroll();
      await this.#showPosition(namespace, from, page, turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error, namespace, from);
    } finally {
      if (turn === this.#turn) view.removeAttribute("aria-busy");
    }
  }

  /** Shows a text instead of objects. */
  showNothing(text: string): void {
    this.#turn++;
    this.#namespace = undefined;
    this.#title.textContent = "Objects";
    for (const id of ["objects-note", "jump-answer"]) byId(id).textContent = "";
    this.#pager.say("");
    byId("jump").hidden = true;
    fill(byId("objects-fault"), text !== "" && make("p", { class: "empty" }, text));
    fill(this.#rows);
    this.#pager.lead({});
  }

  clear(): void {
    this.showNothing("");
  }

  #showPage(namespace: Namespace, from: string, { objects, previous, next }: ObjectsPage): void {
    const [first] = objects;
    const isMiss = from !== "" && first !== undefined && !first.id.startsWith(from);
    const prefix = isMiss || from.length === 64 ? "" : from;
    fill(this.#rows, ...objects.map((object) => this.#row(object, namespace, prefix)));
    byId("jump-answer").textContent = isMiss ? `No ID starts with ${from}. The list continues with the next ID.` : "";
    this.#pager.say(objects.length === 0 ? emptyText(from, previous !== null) : "");
    this.#pager.lead({
      first: previous === null ? undefined : addressOf(namespace.id, ""),
      previous: previous === null ? undefined : addressOf(namespace.id, previous),
      next: next === null ? undefined : addressOf(namespace.id, next),
    });
  }

  async #showPosition(namespace: Namespace, from: string, { objects }: ObjectsPage, turn: number): Promise<void> {
    if (objects.length === 0) return;
    // The objects are usable without the position.
    const position = await this.#client.position(namespace.id, from).catch(() => undefined);
    if (turn !== this.#turn || position === undefined) return;
    const { before, total } = position;
    this.#pager.say(`${figure(before + 1)}–${figure(before + objects.length)} of ${figure(total)}`);
  }

  /** Shows the fault and a button to try again instead of old rows, because the content must match the address. */
  #fail(error: unknown, namespace: Namespace, from: string): void {
    if (error instanceof RequestError && error.status === 401) {
      this.#listeners.onTokenRefused();
      return;
    }
    fill(this.#rows);
    this.#pager.say("");
    this.#pager.lead({ first: from === "" ? undefined : addressOf(namespace.id, "") });
    const retry = () => {
      this.#title.focus();
      void this.show(namespace, from);
    };
    fill(
      byId("objects-fault"),
      make("p", { class: "fault" }, error instanceof Error ? error.message : String(error)),
      make("button", { type: "button", class: "primary", click: retry }, "Try again"),
    );
  }

  #row({ id, hasStoredData }: Listed, namespace: Namespace, prefix: string): HTMLElement {
    const rest = id.slice(prefix.length);
    const choose = () => this.#listeners.onChoose(id, namespace.id);
    const digits = make(
      "button",
      { type: "button", class: "id", click: choose },
      prefix && make("mark", {}, prefix),
      rest,
    );
    return make("li", {}, digits, storedData(hasStoredData));
  }
}

function storedData(hasStoredData: boolean | null): HTMLElement {
  if (hasStoredData === null) return make("span", { class: "stored unknown" }, "unknown");
  return make("span", { class: hasStoredData ? "stored yes" : "stored" }, hasStoredData ? "stored data" : "empty");
}

function emptyText(from: string, hasPrevious: boolean): string {
  if (!hasPrevious) return "No objects here yet.";
  return `No ID starts with ${from}, and there are no IDs after it.`;
}

/** Empty if unknown. */
function storageOf({ useSqlite }: Namespace): string[] {
  return useSqlite === null ? [] : [useSqlite ? "SQLite storage" : "key-value storage"];
}

function figure(number: number): string {
  return number.toLocaleString("en-US");
}
