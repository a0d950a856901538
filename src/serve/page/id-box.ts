import type { Anatomy, Inspector } from "./anatomy.js";
import type { Client } from "./client.js";
import { byId, type Child, fill, make } from "./dom.js";
import { addressOf } from "./place.js";

type IdAnatomy = Extract<Anatomy, { kind: "id" }>;

/** The namespace that lists an ID, `null` if none does, an error if that is unknown, or `undefined` until it is known. */
type Listing = string | null | Error | undefined;

/** The input for an ID, and the result below it. */
export class IdBox {
  readonly #input = byId("id-input") as HTMLInputElement;
  readonly #answer = byId("id-answer");
  readonly #client: Client;
  readonly #inspector: Inspector;

  constructor(client: Client, inspector: Inspector, signal: AbortSignal) {
    this.#client = client;
    this.#inspector = inspector;
    this.#input.addEventListener("input", () => void this.#tell(), { signal });
    void this.#tell();
  }

  /** Shows the parts of an ID that is listed in a namespace. */
  show(id: string, namespace: string): void {
    this.#input.value = id;
    const anatomy = this.#inspector.inspect(id);
    if (anatomy.kind === "id") this.#show(anatomy, namespace);
    byId("id-box").scrollIntoView({ block: "nearest" });
  }

  clear(): void {
    this.#input.value = "";
    fill(this.#answer);
  }

  async #tell(): Promise<void> {
    const text = this.#input.value;
    const anatomy = this.#inspector.inspect(text);
    if (anatomy.kind === "empty") {
      fill(this.#answer, make("p", { class: "hint" }, "Paste an ID to see its parts and its namespace."));
    } else if (anatomy.kind === "malformed") {
      fill(this.#answer, verdict("bad", "Malformed", anatomy.reason));
    } else if (anatomy.owner === undefined && this.#inspector.secret === 0) this.#show(anatomy, null);
    else {
      this.#show(anatomy, undefined);
      const listing = await this.#client.whereListed(anatomy.digits, anatomy.owner).catch((error: Error) => error);
      if (text === this.#input.value) this.#show(anatomy, listing);
    }
  }

  #show(anatomy: IdAnatomy, listing: Listing): void {
    fill(this.#answer, parts(anatomy), this.#verdict(anatomy, listing), this.#listed(anatomy, listing));
  }

  #verdict({ owner, jurisdiction }: IdAnatomy, listing: Listing): HTMLElement | false {
    if (owner !== undefined) {
      const place = jurisdiction === undefined ? "no jurisdiction" : `jurisdiction ${jurisdiction}`;
      return verdict("good", "Valid", make("strong", {}, owner), ` · ${place}`);
    }
    // Listed IDs were validated with the key when they were recorded.
    if (typeof listing === "string") {
      return verdict("good", "Valid", make("strong", {}, listing), " · the page doesn't have its key");
    }
    const { known, secret } = this.#inspector;
    if (known === 0) return false;
    const namespaces = known === 1 ? "the only namespace" : `all ${known} namespaces`;
    return verdict("bad", "Foreign", `to ${namespaces} here${secret === 0 ? "" : " with a known key"}`);
  }

  #listed({ digits, owner }: IdAnatomy, listing: Listing): HTMLElement | false {
    if (listing === undefined) return make("p", { class: "hint" }, "Searching the listing…");
    if (listing instanceof Error) {
      const retry = () => void this.#tell();
      const button = make("button", { type: "button", class: "plain", click: retry }, "Try again");
      return make("p", { class: "hint" }, `Can't find out whether it is listed here: ${listing.message} `, button);
    }
    if (listing !== null) {
      const link = make("a", { href: addressOf(listing, digits) }, "Show it in the list");
      return make("p", { class: "hint" }, "Listed here. ", link);
    }
    const { secret } = this.#inspector;
    const asked =
      owner === undefined && secret > 0
        ? `Not listed in the ${secret === 1 ? "namespace" : `${secret} namespaces`} whose key the page doesn't have.`
        : "Not listed here.";
    return make("p", { class: "hint" }, asked);
  }
}

function parts({ base, byte15, tag }: IdAnatomy): HTMLElement {
  const part = (kind: string, name: string, digits: string, note: string) =>
    make("div", { class: `part ${kind}` }, make("code", {}, digits), make("span", {}, make("b", {}, name), ` ${note}`));
  return make(
    "div",
    { class: "parts" },
    part("base", "base", base, "15 bytes"),
    part("byte15", "byte 15", byte15, "or code"),
    part("tag", "tag", tag, "16 bytes, checks the base"),
  );
}

function verdict(kind: "good" | "bad", name: string, ...text: readonly Child[]): HTMLElement {
  return make("p", { class: `verdict ${kind}` }, make("span", { class: "badge" }, name), make("span", {}, ...text));
}
