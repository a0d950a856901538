import type { Block } from "./page.js";

/** A module of JavaScript or TypeScript. */
interface Module {
  /** Whether it has type annotations, which are stripped before it runs. */
  readonly typed: boolean;
  /** Packages that the page tells the reader to install beside durable-id. */
  readonly needs: readonly string[];
}

/** What is to be done with a block, by its language and the words after it. */
export type Marker =
  | ({ readonly kind: "script" } & Module)
  /** A Worker, and the path of the request that it has to answer. */
  | ({ readonly kind: "worker"; readonly get: string } & Module)
  /** Commands that run, and the exit code that they end with. */
  | { readonly kind: "shell"; readonly exit: number; readonly needs: readonly string[] }
  /** Commands of a checkout of this repository: they don't run here, but have to exist. */
  | { readonly kind: "repo" }
  /** Commands that can't run here. */
  | { readonly kind: "elsewhere" }
  /** What the block before printed. */
  | { readonly kind: "output" }
  /** Anything to be read, not run. */
  | { readonly kind: "data" }
  /** A block that is not marked as it should be. */
  | { readonly kind: "unmarked"; readonly fault: string };

/** Languages of blocks that aren't run. */
const DATA = ["json", "text", "toml", "csv", "http", "python", "go", "rust", "java", "c"];

/** What is to be done with a block: `unmarked` for a language or a word that means nothing here. */
export function markerOf(block: Block): Marker {
  const words = new Words(block.words);
  const marker = read(block, words);
  const left = words.left();
  if (left.length === 0 || marker.kind === "unmarked") return marker;
  return { kind: "unmarked", fault: `a block of "${block.language}" is not marked with ${left.join(" ")}` };
}

function read({ language }: Block, words: Words): Marker {
  if (language === "js" || language === "ts") {
    const typed = language === "ts";
    const needs = words.list("needs");
    if (!words.flag("worker")) return { kind: "script", typed, needs };
    return { kind: "worker", typed, needs, get: words.value("get") ?? "/" };
  }
  if (language === "sh") {
    if (words.flag("repo")) return { kind: "repo" };
    if (words.flag("elsewhere")) return { kind: "elsewhere" };
    return { kind: "shell", needs: words.list("needs"), exit: Number(words.value("exit") ?? 0) };
  }
  if (language === "text" && words.flag("output")) return { kind: "output" };
  if (DATA.includes(language)) return { kind: "data" };
  const fault = language === "" ? "a block without a language" : `no block is of the language "${language}"`;
  return { kind: "unmarked", fault };
}

/** The words after a block's language, of which each has to be asked for. */
class Words {
  readonly #left: Set<string>;

  constructor(words: readonly string[]) {
    this.#left = new Set(words);
  }

  /** Whether a word is there. */
  flag(word: string): boolean {
    return this.#left.delete(word);
  }

  /** What stands after `name=`. */
  value(name: string): string | undefined {
    const found = [...this.#left].find((word) => word.startsWith(`${name}=`));
    if (found === undefined) return undefined;
    this.#left.delete(found);
    return found.slice(name.length + 1);
  }

  /** The same, taken apart at the commas. */
  list(name: string): string[] {
    return this.value(name)?.split(",") ?? [];
  }

  /** The words that were not asked for. */
  left(): string[] {
    return [...this.#left];
  }
}
