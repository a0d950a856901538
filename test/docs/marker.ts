import type { Block } from "./page.js";

/** A module of JavaScript or TypeScript. */
interface Module {
  /** Whether it has type annotations, which are stripped before it runs. */
  readonly typed: boolean;
  /** Packages that the page tells the reader to install with durable-id. */
  readonly needs: readonly string[];
}

/** How to test a block, according to its language and the words after it. */
export type Marker =
  | ({ readonly kind: "script" } & Module)
  /** A Worker, and the path of the request that it must answer. */
  | ({ readonly kind: "worker"; readonly get: string } & Module)
  /** Commands that run, and the exit code that they end with. */
  | { readonly kind: "shell"; readonly exit: number; readonly needs: readonly string[] }
  /** Commands of a checkout of this repository: they don't run here, but must exist. */
  | { readonly kind: "repo" }
  /** Commands that can't run here. */
  | { readonly kind: "elsewhere" }
  /** The output of the block before. */
  | { readonly kind: "output" }
  /** Data, which doesn't run. */
  | { readonly kind: "data" }
  /** A block with an invalid marker. */
  | { readonly kind: "unmarked"; readonly fault: string };

/** Languages of blocks that aren't run. */
const DATA = ["json", "text", "toml", "csv", "http", "python", "go", "rust", "java", "c"];

/** How to test a block: `unmarked` for an unknown language or word. */
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

/** The words after a block's language. Words that are not requested are errors. */
class Words {
  readonly #left: Set<string>;

  constructor(words: readonly string[]) {
    this.#left = new Set(words);
  }

  /** Whether a word is there. */
  flag(word: string): boolean {
    return this.#left.delete(word);
  }

  /** The value after `name=`. */
  value(name: string): string | undefined {
    const found = [...this.#left].find((word) => word.startsWith(`${name}=`));
    if (found === undefined) return undefined;
    this.#left.delete(found);
    return found.slice(name.length + 1);
  }

  /** The same, split at the commas. */
  list(name: string): string[] {
    return this.value(name)?.split(",") ?? [];
  }

  /** The words that were not asked for. */
  left(): string[] {
    return [...this.#left];
  }
}
