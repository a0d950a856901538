import type { Anatomy, Inspector } from "./anatomy.js";
import { byId, fill, make } from "./dom.js";

/** The box into which an ID is typed, and what is said of it below. */
export class IdBox {
  readonly #input = byId("id-input") as HTMLInputElement;
  readonly #answer = byId("id-answer");
  #inspector: Inspector | undefined;

  constructor() {
    this.#input.addEventListener("input", () => this.#tell());
  }

  /** Starts to answer, or stops. */
  use(inspector: Inspector | undefined): void {
    this.#inspector = inspector;
    this.#tell();
  }

  /** Takes an ID apart that was chosen elsewhere in the page. */
  show(id: string): void {
    this.#input.value = id;
    this.#tell();
    byId("id-box").scrollIntoView({ block: "nearest" });
  }

  clear(): void {
    this.#input.value = "";
    this.use(undefined);
  }

  #tell(): void {
    const anatomy = this.#inspector?.inspect(this.#input.value);
    if (anatomy === undefined || anatomy.kind === "empty") {
      fill(this.#answer, make("p", { class: "hint" }, "Paste an ID to see its parts, and whose it is."));
    } else if (anatomy.kind === "malformed") {
      fill(this.#answer, verdict("bad", "Malformed", anatomy.reason));
    } else fill(this.#answer, parts(anatomy), this.#owner(anatomy));
  }

  #owner({ owner, jurisdiction }: Extract<Anatomy, { kind: "id" }>): HTMLElement {
    if (owner !== undefined) {
      const place = jurisdiction === undefined ? "no jurisdiction" : `jurisdiction ${jurisdiction}`;
      return verdict("good", "Valid", make("strong", {}, owner), ` · ${place}`);
    }
    const { known = 0, secret = 0 } = this.#inspector ?? {};
    const open = known === 1 ? "the 1 namespace" : `the ${known} namespaces`;
    const closed = secret === 0 ? "" : `; ${secret} more can't be asked here, for their keys are secret`;
    return verdict("bad", "Foreign", `of none of ${open} whose key is no secret${closed}`);
  }
}

function parts({ base, byte15, tag }: Extract<Anatomy, { kind: "id" }>): HTMLElement {
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

function verdict(kind: "good" | "bad", name: string, ...text: (string | Node)[]): HTMLElement {
  return make("p", { class: `verdict ${kind}` }, make("span", { class: "badge" }, name), make("span", {}, ...text));
}
